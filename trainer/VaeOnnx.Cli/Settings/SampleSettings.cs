namespace VaeOnnx.Cli.Settings;

/// <summary>What is drawn from the prior.</summary>
internal sealed record SampleSettings
{
    [Setting("How many images.", Value = "N", Min = 1)]
    public int Count { get; init; } = 100;

    [Setting("The class to sample, of a VAE that was trained with labels; all classes in turn unless given.", Value = "NAME")]
    public string? Class { get; init; }

    [Setting("Draws z: image i depends on the seed and i alone.", Value = "N")]
    public ulong Seed { get; init; } = 1;
}
