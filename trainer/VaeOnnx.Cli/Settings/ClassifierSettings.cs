namespace VaeOnnx.Cli.Settings;

/// <summary>A classifier and its training.</summary>
internal sealed record ClassifierSettings : TrainingSettings;
