using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Whether a ladder VAE denoises by its latents: its results from their means, and with some of them replaced. A model that ignores its
/// latents gives the same images without them.
/// </summary>
/// <param name="Psnr">Of what the latents' means decode to, in dB, mean over images.</param>
/// <param name="Levels">One for each level that has latents, level 0 first; then, where there are several, one for all together.</param>
public sealed record LadderDiagnosis(double Psnr, IReadOnlyList<LatentUse> Levels)
{
    private const int MostImages = 200; // what is looked for are decibels, and each image is decoded many times
    private const int BatchSize = 50;

    /// <summary>Examines a model, which is put into eval mode.</summary>
    /// <param name="vae">The model; it stays the caller's.</param>
    /// <param name="images">Samples that nothing was fitted to, at least 2; of more than 200 the first, of an odd number all but the last.</param>
    /// <param name="task">What the model sees of them and should give back, such as the noise that is put on clean images.</param>
    /// <param name="seed">Draws for the task.</param>
    /// <exception cref="ArgumentException">There are too few images.</exception>
    public static LadderDiagnosis Of(LadderVae vae, ImageSource images, DenoisingTask task, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(task);
        if (images.Count < 2)
            throw new ArgumentException("Another image's latents take at least 2 images.", nameof(images));
        vae.eval();
        using var noGradient = no_grad();
        using var loader = new BatchLoader(images, BatchSize, task, RandomStream.ValidationNoise.Derive(seed), epsilonSeed: 0);
        var count = Math.Min(images.Count - (images.Count % 2), MostImages);
        var batches = new List<LadderDiagnosis>();
        var weights = new List<double>();
        for (var first = 0; first < count; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            var batch = loader.Load([.. Enumerable.Range(first, Math.Min(BatchSize, count - first))], step: 0);
            batches.Add(Of(vae, batch));
            weights.Add(batch.Count / (double)count);
        }

        return Mean(batches, weights);
    }

    private static LadderDiagnosis Of(LadderVae vae, ImageBatch batch)
    {
        var (reconstruction, posteriors) = vae.Infer(batch.Inputs, zeros(vae.EpsilonShape(batch.Inputs)));
        var uses = posteriors.Select((posterior, i) => Use(posterior.Level, i)).ToList();
        if (uses.Count > 1)
            uses.Add(Use(level: null, changed: null));
        return new LadderDiagnosis(Psnr(reconstruction), uses);

        LatentUse Use(int? level, int? changed) =>
            new(level, Divergence(changed), Psnr(Decoded(changed, z => zeros_like(z))), Psnr(Decoded(changed, z => z.roll(1, 0))));

        double Divergence(int? changed) =>
            posteriors.Where((_, i) => i == (changed ?? i)).Sum(posterior => VaeLosses.KlDivergence(posterior.Mu, posterior.LogVar).item<float>());

        Tensor Decoded(int? changed, Func<Tensor, Tensor> change) =>
            vae.Decode([.. posteriors.Select((posterior, i) => i == (changed ?? i) ? change(posterior.Z) : posterior.Z)]);

        double Psnr(Tensor images) => ((images - batch.Targets).square().mean([1, 2, 3]).log10().mean() * -10f).item<float>();
    }

    private static LadderDiagnosis Mean(List<LadderDiagnosis> parts, List<double> weights)
    {
        return new LadderDiagnosis(Weighted(part => part.Psnr), [.. parts[0].Levels.Select((use, i) => new LatentUse(
            use.Level, Weighted(part => part.Levels[i].KlDivergence), Weighted(part => part.Levels[i].PsnrOfZeros), Weighted(part => part.Levels[i].PsnrOfOthers)))]);

        double Weighted(Func<LadderDiagnosis, double> value) => parts.Zip(weights, (part, weight) => value(part) * weight).Sum();
    }
}
