using VaeOnnx.Cli.Demo;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Settings;

/// <summary>What a demo can be told; the rest is <see cref="DemoSettings"/>' own.</summary>
internal sealed record DemoChoices
{
    /// <summary>Where a demo goes that was not told: it replaces the last one.</summary>
    public const string DefaultOut = "artifacts/demo";

    [Setting($"The bundle's folder; without it {DefaultOut}, where the last demo is replaced.", Value = "DIR", IsPath = true)]
    public string? Out { get; init; }

    [Setting("Epochs of every training, instead of those that fit into minutes.", Value = "N", Min = 1)]
    public int? Epochs { get; init; }

    [Setting("Epochs of the VAE.", Value = "N", Min = 1)]
    public int? VaeEpochs { get; init; }

    [Setting("Epochs of the denoising VAE.", Value = "N", Min = 1)]
    public int? DenoiserEpochs { get; init; }

    [Setting("Epochs of the CNN on the original images; the other arms get as many steps.", Value = "N", Min = 1)]
    public int? ClassifierEpochs { get; init; }

    [Setting("How generated images differ from theirs: posterior, or relative as in the paper's code.")]
    public JitterKind Jitter { get; init; } = JitterKind.Posterior;

    [Setting("Draws everything: the same seed gives the same bundle on one machine.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("Threads to compute with; 0 is torch's own choice.", Value = "N", Min = 0)]
    public int Threads { get; init; }

    /// <summary>The demo's settings for a training set.</summary>
    /// <param name="trainCount">The training images.</param>
    public DemoSettings For(int trainCount)
    {
        var defaults = DemoSettings.For(trainCount);
        return defaults with
        {
            VaeEpochs = VaeEpochs ?? Epochs ?? defaults.VaeEpochs,
            DenoiserEpochs = DenoiserEpochs ?? Epochs ?? defaults.DenoiserEpochs,
            ClassifierEpochs = ClassifierEpochs ?? Epochs ?? defaults.ClassifierEpochs,
            Jitter = Jitter,
            Seed = Seed,
            Threads = Threads,
        };
    }
}
