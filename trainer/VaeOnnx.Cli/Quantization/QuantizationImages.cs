using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Quantization;

/// <summary>The images of a quantisation, divided as they were when the bundle was trained.</summary>
/// <param name="Training">Calibrates.</param>
/// <param name="Validation">Decides.</param>
/// <param name="Test">Read once, at the end; null where the data has none.</param>
/// <param name="Name">For the manifest.</param>
internal sealed record QuantizationImages(ImageSource Training, ImageSource Validation, ImageSource? Test, string Name)
{
    // What is judged is held as floats, several times over: a quarter of a gigabyte each.
    private const int MostValues = 64 << 20;

    /// <summary>Divides located data.</summary>
    /// <param name="located">The data.</param>
    /// <param name="manifest">The float32 bundle's.</param>
    /// <param name="options">The split of its training.</param>
    /// <exception cref="UsageException">The images are of another size, or too few.</exception>
    public static QuantizationImages Create(LocatedData located, BundleManifest manifest, DivisionOptions options)
    {
        var (spec, wanted) = (located.Data.Train.Spec, manifest.Image);
        if ((spec.Channels, spec.Height, spec.Width) != (wanted.Channels, wanted.Height, wanted.Width))
            throw new UsageException($"--data: expected images of {wanted.Channels}×{wanted.Height}×{wanted.Width} (channels × height × width), as the bundle was trained on, got {spec.Channels}×{spec.Height}×{spec.Width}.");
        var division = DataDivision.Create(located.Data, options);
        if (division.Validation is null || division.Training.Count == 0)
            throw new UsageException($"--data: expected images to calibrate and to judge on, got {Text.Count(located.Data.Train.Count)}.");
        var most = Math.Max(1, MostValues / spec.Length);
        return new QuantizationImages(division.Training, division.Validation.Take(most), division.Test?.Take(most), NameOf(division.Provenance, manifest.Data));
    }

    private static string NameOf(DataProvenance found, DataProvenance trained) =>
        found.Sha256 != trained.Sha256 ? $"{found.Name} (not the data of the training)"
        : found.ValidationCount != trained.ValidationCount ? $"{found.Name} (not divided as for the training)"
        : found.Name;

    /// <summary>Some of the training images, as the graphs of a bundle meet them.</summary>
    /// <param name="bundle">The float32 bundle.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Chooses them.</param>
    public GraphInputs Calibration(VaeBundle bundle, int count, ulong seed)
    {
        var keys = new float[Training.Count];
        SeededNoise.FillUniform(keys, sampleLength: 1, seed);
        int[] chosen = [.. Enumerable.Range(0, keys.Length).OrderBy(index => keys[index]).ThenBy(index => index).Take(count)];
        return GraphInputs.Of($"{Text.Count(chosen.Length)} training images of {Name}, chosen by seed {seed}", bundle, Values(Training, chosen), seed);
    }

    /// <summary>The first validation images, as the graphs of a bundle meet them.</summary>
    public GraphInputs HeldOut(VaeBundle bundle, ulong seed) =>
        GraphInputs.Of($"validation images of {Name}", bundle, Values(Validation, [.. Enumerable.Range(0, Math.Min(Int8Parity.MostRows, Validation.Count))]), seed);

    private static float[] Values(ImageSource images, int[] indices)
    {
        var values = new float[indices.Length * images.Spec.Length];
        images.Gather(indices, values);
        return values;
    }
}
