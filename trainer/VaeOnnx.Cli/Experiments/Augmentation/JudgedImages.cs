namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>The images that an experiment's classifiers are judged by.</summary>
internal enum JudgedImages
{
    /// <summary>The test images: for results, once everything is chosen.</summary>
    Test,

    /// <summary>Training images that a seed neither trains on nor validates with: for choosing settings. The test images are not opened.</summary>
    Development,
}
