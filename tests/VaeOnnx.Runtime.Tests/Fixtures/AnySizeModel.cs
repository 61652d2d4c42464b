using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>
/// Denoisers for images of any size whose height and width are multiples of 4, as ONNX graphs and in closed form: the mean of 3x3 pixels,
/// 0 beyond the border, and one that draws: x + ½·x·ε, one ε a pixel. Both go by way of squares of 4, so that other sizes fail.
/// </summary>
internal static class AnySizeModel
{
    public const int Multiple = 4;

    /// <summary>The numbers of ε of a square.</summary>
    public const int EpsilonLength = Multiple * Multiple;

    public static TilingSpec Tiling { get; } = new() { Multiple = Multiple, Halo = 1 };

    /// <summary>A bundle of one denoiser of any size, proved on images of 8x8.</summary>
    public static TestBundle Bundle(bool draws, int channels = 1)
    {
        var files = new TestBundle(roles: [GraphRole.Denoiser]);
        var entry = files.Manifest.Graphs[0] with
        {
            Inputs = draws ? [Images(TensorNames.Images, channels), Epsilon] : [Images(TensorNames.Images, channels)],
            Outputs = [Images(TensorNames.Reconstruction, channels)],
            Tiling = Tiling,
        };
        files.WriteManifest(files.Manifest with { Image = new ImageSpec { Channels = channels, Height = 8, Width = 8 }, Graphs = [entry] });
        files.Replace(GraphRole.Denoiser, draws ? Drawing().ToBytes() : Blur(channels).ToBytes());
        return files;
    }

    /// <summary>The mean of 3x3 pixels of an image that is continued by reflection to whole squares, and by 0 beyond them.</summary>
    public static double[] Blurred(ReadOnlySpan<float> image, int height, int width)
    {
        var (rows, columns) = (Tiling.RoundUp(height), Tiling.RoundUp(width));
        var blurred = new double[height * width];
        for (var i = 0; i < blurred.Length; i++)
        {
            for (var near = 0; near < 9; near++)
            {
                var (y, x) = ((i / width) + (near / 3) - 1, (i % width) + (near % 3) - 1);
                if (y >= 0 && y < rows && x >= 0 && x < columns)
                    blurred[i] += image[(Mirror(y, height) * width) + Mirror(x, width)] / 9.0;
            }
        }

        return blurred;
    }

    private static TensorSpec Epsilon { get; } =
        TensorSpec.Float32(TensorNames.Epsilon, Dimension.Batch, EpsilonLength, Dimension.Named("height/4"), Dimension.Named("width/4"));

    private static TensorSpec Images(string name, int channels) =>
        TensorSpec.Float32(name, Dimension.Batch, channels, Dimension.Named("height"), Dimension.Named("width"));

    private static int Mirror(int place, int length)
    {
        while (length > 1 && place >= length)
            place = Math.Abs((2 * (length - 1)) - place);
        return Math.Min(place, length - 1);
    }

    private static TinyGraph Blur(int channels) => Squares(new TinyGraph(Metadata).Input(Images(TensorNames.Images, channels)))
        .Constant("mean", [.. Enumerable.Repeat(1f / 9, 9 * channels)], channels, 1, 3, 3)
        .Node("Conv", TensorNames.Reconstruction, "pixels", "mean").With("pads", 1, 1, 1, 1).With("group", channels)
        .Output(Images(TensorNames.Reconstruction, channels));

    private static TinyGraph Drawing() => Squares(new TinyGraph(Metadata).Input(Images(TensorNames.Images, 1)).Input(Epsilon))
        .Constant("half", [0.5f])
        .Node("DepthToSpace", "noise", TensorNames.Epsilon).With("blocksize", Multiple)
        .Node("Mul", "scaled", "noise", "half")
        .Node("Mul", "drawn", "scaled", "pixels")
        .Node("Add", TensorNames.Reconstruction, "pixels", "drawn")
        .Output(Images(TensorNames.Reconstruction, 1));

    private static (string, string)[] Metadata { get; } =
        [(GraphMetadata.Role, GraphRole.Denoiser.ToName()), (GraphMetadata.BundleId, TestBundle.DefaultId), (GraphMetadata.SchemaVersion, "1")];

    private static TinyGraph Squares(TinyGraph graph) => graph
        .Node("SpaceToDepth", "squares", TensorNames.Images).With("blocksize", Multiple)
        .Node("DepthToSpace", "pixels", "squares").With("blocksize", Multiple);
}
