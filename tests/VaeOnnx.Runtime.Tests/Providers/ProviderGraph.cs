using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>A decoder-like graph of five nodes with known weights: x [N,1,2,2] → Flatten, Gemm, Relu, Sigmoid, Add(e, e) → y [N,3].</summary>
internal static class ProviderGraph
{
    public const int InputLength = 4;
    public const int OutputLength = 3;

    private static readonly float[] Weights = [-0.5f, -0.4f, -0.3f, -0.2f, -0.1f, 0f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f];
    private static readonly float[] Bias = [0.1f, 0.2f, -0.3f];

    public static byte[] Bytes { get; } = Create().ToByteArray();

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

    private static ModelProto Create()
    {
        var graph = new GraphProto { Name = "decoder" };
        graph.Input.Add(Value("x", 1, 2, 2));
        graph.Output.Add(Value("y", OutputLength));
        graph.Node.Add([
            Node("Flatten", ["x"], "flat"), Node("Gemm", ["flat", "weights", "bias"], "linear"),
            Node("Relu", ["linear"], "positive"), Node("Sigmoid", ["positive"], "half"), Node("Add", ["half", "half"], "y")]);
        graph.Initializer.Add([Tensor("weights", Weights, InputLength, OutputLength), Tensor("bias", Bias, OutputLength)]);
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        return model;
    }

    private static NodeProto Node(string type, string[] inputs, string output)
    {
        var node = new NodeProto { OpType = type, Name = type };
        node.Input.Add(inputs);
        node.Output.Add(output);
        return node;
    }

    private static TensorProto Tensor(string name, float[] values, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        tensor.Dims.Add(shape);
        return tensor;
    }

    private static ValueInfoProto Value(string name, params long[] sizes)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        shape.Dim.Add(sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        var type = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
