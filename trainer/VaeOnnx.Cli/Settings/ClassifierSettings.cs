namespace VaeOnnx.Cli.Settings;

/// <summary>A classifier and its training. What is null the program chooses from the data, and records.</summary>
internal sealed record ClassifierSettings : TrainingSettings
{
    [Setting("paper: the paper's CNN. residual: residual convolutions. auto: paper for small grey images, else residual.")]
    public ClassifierKind Model { get; init; } = ClassifierKind.Auto;

    [Setting("Levels of features, each half as large as the one below (residual).", Value = "N", Min = 1)]
    public int? Depth { get; init; }

    [Setting("Channels of the first level (residual).", Value = "N", Min = 1)]
    public int? Width { get; init; }
}
