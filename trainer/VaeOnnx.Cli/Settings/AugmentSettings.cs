using VaeOnnx.Cli.Generation;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Settings;

/// <summary>How images are varied.</summary>
internal sealed record AugmentSettings
{
    [Setting("Generated images an original: first one of each, then a second of each, and so on.", Value = "N", Min = 1)]
    public int Copies { get; init; } = 1;

    [Setting("Write the originals too, before the generated images: one copy then doubles the data.")]
    public bool WithOriginals { get; init; }

    [Setting("Draws the noise: copy c of image i depends on the seed, i and c alone.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("posterior: z = mu + scale·sigma·epsilon. relative: z = mu·(1 + scale·epsilon), as the paper's code.")]
    public JitterKind Jitter { get; init; } = JitterKind.Posterior;

    [Setting("The noise's strength; 1 for posterior and 0.1 for relative unless given.", Value = "X", Min = 0)]
    public float? Scale { get; init; }

    [Setting("Write only the I-th of N parts; all parts one after the other are the whole, bit for bit.", Value = "I/N", Expected = "a shard such as 1/4")]
    public ImageShard? Shard { get; init; }

    [Setting("Keep only images whose label the bundle's classifier confirms; those that are refused are drawn again.")]
    public bool Confirm { get; init; }

    [Setting("Another bundle whose classifier confirms.", Value = "DIR", IsPath = true)]
    public string? Classifier { get; init; }

    [Setting("Keep only images that are no copies: none as near to a training image as few training images are to each other; those that are refused are drawn again.")]
    public bool Novel { get; init; }

    [Setting("The training images, for --novel; those of --in unless given.", Value = "PATH", IsPath = true)]
    public string? Data { get; init; }

    [Setting("For --novel: the share of the training images that lie as near to another one as a copy may not.", Value = "X", Min = 0, Below = 1)]
    public double NovelQuantile { get; init; } = 0.01;

    [Setting("How often an image is drawn at most before it is left out.", Value = "N", Min = 1)]
    public int MaxDraws { get; init; } = 10;

    /// <summary>For the runtime.</summary>
    public AugmentOptions ToOptions() => new() { Seed = Seed, Jitter = Jitter, Scale = Scale };
}
