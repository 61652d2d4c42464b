using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>Ways to denoise one batch of images, side by side.</summary>
/// <param name="Batch">The images of a call.</param>
/// <param name="Times">Each against the raw session, which is the first.</param>
/// <param name="Checked">Floats that are searched for NaN and infinity against floats that are not.</param>
/// <param name="Converted">Bytes against floats.</param>
internal sealed record BatchFigures(int Batch, PairedTimes[] Times, PairedTimes Checked, PairedTimes Converted)
{
    public const string Raw = "raw RunWithBinding";
    public const string Floats = "VaeOnnx, floats";
    public const string Unchecked = "VaeOnnx, floats, finiteness unchecked";
    public const string Bytes = "VaeOnnx, bytes";
    private const string Cut = "VaeOnnx, floats, default options (cut at 256)";
    private const string Naive = "NamedOnnxValue, new tensors";
    private const string Torch = "TorchSharp, eager";

    private const double MaxRatioOfOne = 1.05;
    private const double MaxRatioOfMany = 1.02;
    private const double MaxByteRatio = 1.03;

    public IEnumerable<Figure> Figures =>
    [
        new($"floats / raw, batch {Batch}", Times.Single(times => times.Name == Floats).Ratio, Batch == 1 ? MaxRatioOfOne : MaxRatioOfMany),
        new($"bytes / floats, batch {Batch}", Converted.Ratio, MaxByteRatio),
    ];

    public static BatchFigures Measure(BenchmarkModel model, int batch, double seconds)
    {
        var (graph, images, bytes) = (model.Graph(GraphRole.Denoiser), BenchmarkModel.Images(batch), BenchmarkModel.Bytes(batch));
        var (denoised, denoisedBytes) = (new float[images.Length], new byte[bytes.Length]);
        using var raw = new RawSession(graph, batch);
        images.CopyTo(raw.Inputs[0], 0);
        using var naive = new NaiveSession(graph);
        using var torch = new TorchDenoiser(model.LatentDim);
        using var bundle = model.Load(batch);
        using var uncheckedBundle = model.Load(batch, checkFinite: false);
        using var defaults = VaeBundle.Load(model.Folder);
        List<Contender> contenders =
        [
            new(Raw, raw.Run),
            new(Floats, () => bundle.Denoiser.Denoise(images, denoised)),
            new(Unchecked, () => uncheckedBundle.Denoiser.Denoise(images, denoised)),
            new(Bytes, () => bundle.Denoiser.Denoise(bytes, denoisedBytes)),
            new(Naive, () => naive.Run(images, batch)),
            new(Torch, () => torch.Run(images, batch)),
        ];
        if (batch > new RuntimeOptions().MaxBatch)
            contenders.Insert(3, new(Cut, () => defaults.Denoiser.Denoise(images, denoised)));
        var rounds = SideBySide.Measure(contenders, seconds);
        RoundTimes Of(string name) => rounds.Single(round => round.Name == name);
        return new BatchFigures(batch, [.. rounds.Select(round => round.Against(rounds[0]))], Of(Floats).Against(Of(Unchecked)), Of(Bytes).Against(Of(Floats)));
    }
}
