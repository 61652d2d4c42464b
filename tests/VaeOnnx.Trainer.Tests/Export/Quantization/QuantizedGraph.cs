using Microsoft.ML.OnnxRuntime;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export;
using VaeOnnx.Export.Verification;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Quantization;

/// <summary>What the tests of this folder ask of a graph.</summary>
internal static class QuantizedGraph
{
    /// <summary>The operators of a graph, in order.</summary>
    public static string[] Operators(OnnxModel model) => [.. model.Proto.Graph.Node.Select(node => node.OpType)];

    /// <summary>The operators that ONNX Runtime makes of a graph before it assigns memory layouts of its own.</summary>
    public static string[] FusedOperators(OnnxModel model)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var options = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
                OptimizedModelFilePath = path,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            new InferenceSession(model.ToBytes(), options).Dispose();
            return [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Node.Select(node => node.OpType)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What a graph makes of one input.</summary>
    public static float[] Run(OnnxModel model, Tensor input, int output = 0)
    {
        using var scope = NewDisposeScope();
        using var engine = new OnnxEngine(model);
        return engine.Run([input])[output].data<float>().ToArray();
    }

    /// <summary>The mean square of the expected values over that of the error, in dB.</summary>
    public static double SignalToNoise(float[] expected, float[] found) =>
        10 * Math.Log10(expected.Sum(value => (double)value * value) / expected.Zip(found, (a, b) => Math.Pow((double)a - b, 2)).Sum());

    /// <summary>Exports a module with seeded weights, whatever its layers' own initialisation.</summary>
    public static OnnxModel Export(nn.Module module, TensorSpec input)
    {
        var seed = 1UL;
        using var noGradient = no_grad();
        foreach (var parameter in module.parameters())
        {
            var values = new float[parameter.numel()];
            SeededNoise.FillNormal(values, values.Length, seed++);
            parameter.copy_(tensor(values).reshape(parameter.shape).mul(0.2f));
        }

        module.eval();
        return OnnxExporter.Export(module, input);
    }

    /// <summary>Batches of seeded numbers from 0 to 1.</summary>
    public static IReadOnlyList<IReadOnlyList<Tensor>> Batches(params long[] shape) => [[Uniform(1, shape)], [Uniform(2, shape)]];

    public static Tensor Uniform(ulong seed, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        SeededNoise.FillUniform(values, values.Length, seed);
        return tensor(values).reshape(shape);
    }
}
