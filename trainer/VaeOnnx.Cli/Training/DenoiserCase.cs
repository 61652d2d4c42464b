using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>Noisy images that a denoiser is looked at on.</summary>
/// <param name="Title">For people, such as <c>Gaussian 0.5</c>.</param>
/// <param name="Key">For the manifest, such as <c>gaussian:0.5</c>.</param>
/// <param name="Noisy">The images.</param>
/// <param name="Clean">What they should become; null where nobody knows.</param>
internal sealed record DenoiserCase(string Title, string Key, LookedAt Noisy, LookedAt? Clean)
{
    /// <summary>What a training's settings let it be looked at on: the hardest of each noise, the pairs, or the noisy images.</summary>
    public static IReadOnlyList<DenoiserCase> Of(DenoiserSettings settings, ImageSource validation)
    {
        if (settings.Pairs is not null)
            return [new DenoiserCase("pairs", "pairs", LookedAt.From(PairedTargets.InputsOf(validation)), LookedAt.From(PairedTargets.TargetsOf(validation)))];
        var images = LookedAt.From(validation);
        if (settings.NoisyOnly is not null)
            return [new DenoiserCase("noisy images", "noisy", images, null)];
        return [.. (settings.Noise ?? NoiseMix.Default).Noises.Select(noise => noise.At(1f)).Distinct().Select(noise => new DenoiserCase(Text.Noise(noise), noise.ToString(), WithNoise(images, noise, settings.Seed), images))];
    }

    private static LookedAt WithNoise(LookedAt images, ImageNoise noise, ulong seed)
    {
        var noisy = new float[images.Values.Length];
        noise.Apply(images.Values, noisy, images.Spec.Length, seed);
        return images with { Values = noisy };
    }
}
