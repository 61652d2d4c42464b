using Microsoft.ML.OnnxRuntime;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>A decoder-like graph of five nodes with known weights: x [N,1,2,2] → Flatten, Gemm, Relu, Sigmoid, Add(e, e) → y [N,3].</summary>
internal static class ProviderGraph
{
    public const int InputLength = 4;
    public const int OutputLength = 3;

    private static readonly float[] Weights = [-0.5f, -0.4f, -0.3f, -0.2f, -0.1f, 0f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f];
    private static readonly float[] Bias = [0.1f, 0.2f, -0.3f];

    public static byte[] Bytes { get; } = new TinyGraph()
        .Input(TensorSpec.Float32("x", Dimension.Batch, 1, 2, 2))
        .Constant("weights", Weights, InputLength, OutputLength)
        .Constant("bias", Bias, OutputLength)
        .Node("Flatten", "flat", "x")
        .Node("Gemm", "linear", "flat", "weights", "bias")
        .Node("Relu", "positive", "linear")
        .Node("Sigmoid", "half", "positive")
        .Node("Add", "y", "half", "half")
        .Output(TensorSpec.Float32("y", Dimension.Batch, OutputLength))
        .ToBytes();

    public static OpenedSession Open(ProviderPolicy policy) =>
        SessionOpener.Open(Bytes, "decoder", policy, () => new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL });

    /// <summary>Runs the graph on samples in a row.</summary>
    public static float[] Run(InferenceSession session, float[] images)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(images, [images.Length / InputLength, 1, 2, 2]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The graph's function in double precision, from its definition.</summary>
    public static double[] Expected(float[] images)
    {
        var outputs = new double[images.Length / InputLength * OutputLength];
        for (var i = 0; i < outputs.Length; i++)
        {
            var (row, column) = Math.DivRem(i, OutputLength);
            double sum = Bias[column];
            for (var k = 0; k < InputLength; k++)
                sum += (double)images[(row * InputLength) + k] * Weights[(k * OutputLength) + column];
            outputs[i] = 2 / (1 + Math.Exp(-Math.Max(sum, 0)));
        }
        return outputs;
    }

    public static float[] Images(int count)
    {
        var images = new float[count * InputLength];
        for (var i = 0; i < images.Length; i++)
            images[i] = (i * 37 % 100 / 25f) - 2;
        return images;
    }
}
