namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>The classifier that judges: the same for every arm of an experiment.</summary>
internal enum ExperimentClassifier
{
    /// <summary>The paper's CNN.</summary>
    Paper,

    /// <summary>A small CNN with dropout, for few images.</summary>
    Dropout,

    /// <summary>A deeper CNN with batch normalisation, for many small images.</summary>
    BatchNorm,

    /// <summary>The residual CNN, its size chosen from the data.</summary>
    Residual,
}
