using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>
/// The models behind the test bundles, in closed form and in double precision, and as ONNX graphs. Images of 1x5x5, 3 latents, 4 classes:
/// mu = A·x + a, logVar = B·x + b, x̂ = σ(C·z + c), denoised = x / 2 + ¼, logits = D·x + d.
/// </summary>
internal static class TinyModel
{
    public const int Side = 5;
    public const int ImageLength = Side * Side;
    public const int LatentDim = 3;
    public const int Classes = 4;

    private static readonly float[] EncoderMu = Matrix(ImageLength, LatentDim, 1);
    private static readonly float[] EncoderLogVar = Matrix(ImageLength, LatentDim, 2);
    private static readonly float[] DecoderWeight = Matrix(LatentDim, ImageLength, 3);
    private static readonly float[] ClassifierWeight = Matrix(ImageLength, Classes, 4);

    public static TensorSpec Images(string name) => TensorSpec.Float32(name, Dimension.Batch, 1, Side, Side);

    public static TensorSpec Latent(string name) => TensorSpec.Float32(name, Dimension.Batch, LatentDim);

    public static TensorSpec Logits { get; } = TensorSpec.Float32(TensorNames.Logits, Dimension.Batch, Classes);

    public static double[] Mu(ReadOnlySpan<float> image) => Affine(image, EncoderMu, LatentDim, Bias(1));

    public static double[] LogVar(ReadOnlySpan<float> image) => Affine(image, EncoderLogVar, LatentDim, Bias(2));

    public static double[] ClassLogits(ReadOnlySpan<float> image) => Affine(image, ClassifierWeight, Classes, Bias(4));

    public static double[] Decode(ReadOnlySpan<double> z)
    {
        var x = new float[z.Length];
        for (var i = 0; i < x.Length; i++)
            x[i] = (float)z[i];
        return [.. Affine(x, DecoderWeight, ImageLength, Bias(3)).Select(value => 1 / (1 + Math.Exp(-value)))];
    }

    public static double Denoise(float pixel) => (pixel * 0.5) + 0.25;

    public static TinyGraph Graph(GraphRole role, string bundleId, int schemaVersion = 1)
    {
        var graph = new TinyGraph((GraphMetadata.Role, role.ToName()), (GraphMetadata.BundleId, bundleId), (GraphMetadata.SchemaVersion, $"{schemaVersion}"));
        return role switch
        {
            GraphRole.Encoder => Linear(Linear(graph.Input(Images(TensorNames.Images)).Node("Flatten", "flat", TensorNames.Images), "flat", TensorNames.Mu, EncoderMu, LatentDim, 1), "flat", TensorNames.LogVar, EncoderLogVar, LatentDim, 2)
                .Output(Latent(TensorNames.Mu)).Output(Latent(TensorNames.LogVar)),
            GraphRole.Decoder => Linear(graph.Input(Latent(TensorNames.Z)), TensorNames.Z, "affine", DecoderWeight, ImageLength, 3)
                .Node("Sigmoid", "bounded", "affine").Constant("shape", -1, 1, Side, Side).Node("Reshape", TensorNames.Reconstruction, "bounded", "shape").Output(Images(TensorNames.Reconstruction)),
            GraphRole.Denoiser => graph.Input(Images(TensorNames.Images)).Constant("half", [0.5f]).Constant("quarter", [0.25f])
                .Node("Mul", "halved", TensorNames.Images, "half").Node("Add", TensorNames.Reconstruction, "halved", "quarter").Output(Images(TensorNames.Reconstruction)),
            _ => Linear(graph.Input(Images(TensorNames.Images)).Node("Flatten", "flat", TensorNames.Images), "flat", TensorNames.Logits, ClassifierWeight, Classes, 4).Output(Logits),
        };
    }

    private static TinyGraph Linear(TinyGraph graph, string input, string output, float[] weight, int outputs, int bias) => graph
        .Constant($"{output}_weight", weight, weight.Length / outputs, outputs)
        .Constant($"{output}_bias", [Bias(bias)], 1)
        .Node("MatMul", $"{output}_product", input, $"{output}_weight")
        .Node("Add", output, $"{output}_product", $"{output}_bias");

    private static float Bias(int kind) => kind / 16f;

    private static float[] Matrix(int rows, int columns, int kind) =>
        [.. Enumerable.Range(0, rows * columns).Select(i => (((i * 37) + (kind * 11)) % 29 - 14) / 64f)];

    private static double[] Affine(ReadOnlySpan<float> x, float[] weight, int outputs, float bias)
    {
        var y = new double[outputs];
        for (var column = 0; column < outputs; column++)
        {
            y[column] = bias;
            for (var row = 0; row < x.Length; row++)
                y[column] += (double)x[row] * weight[(row * outputs) + column];
        }

        return y;
    }
}
