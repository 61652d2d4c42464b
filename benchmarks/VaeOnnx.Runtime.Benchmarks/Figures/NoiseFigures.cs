using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>What the seeded noise of an augmentation costs beside the two graphs, encoder and decoder, that it runs between.</summary>
internal sealed record NoiseFigures(int Batch, int LatentDim, PairedTimes[] Times)
{
    private const string Graphs = "encoder and decoder, raw RunWithBinding";
    private const string Noise = "SeededNoise.FillNormal";
    private const string Augment = "VaeOnnx, Augment, floats";

    private const double MaxShareOf20 = 0.01;
    private const double MaxShareOf128 = 0.03;

    public Figure Share => new(
        $"noise / model, batch {Batch}, {LatentDim} latents", Times.Single(times => times.Name == Noise).Ratio, LatentDim <= 20 ? MaxShareOf20 : MaxShareOf128);

    public static NoiseFigures Measure(BenchmarkModel model, int batch, double seconds)
    {
        var images = BenchmarkModel.Images(batch);
        var (generated, epsilon) = (new float[images.Length], new float[batch * model.LatentDim]);
        using var encoder = new RawSession(model.Graph(GraphRole.Encoder), batch);
        using var decoder = new RawSession(model.Graph(GraphRole.Decoder), batch);
        images.CopyTo(encoder.Inputs[0], 0);
        SeededNoise.FillNormal(decoder.Inputs[0], model.LatentDim, seed: 1);
        using var bundle = model.Load(batch);
        var rounds = SideBySide.Measure(
        [
            new(Graphs, () => { encoder.Run(); decoder.Run(); }),
            new(Noise, () => SeededNoise.FillNormal(epsilon, model.LatentDim, seed: 1)),
            new(Augment, () => bundle.Augmenter.Augment(images, generated)),
        ], seconds);
        return new NoiseFigures(batch, model.LatentDim, [.. rounds.Select(round => round.Against(rounds[0]))]);
    }
}
