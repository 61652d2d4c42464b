using Microsoft.ML.OnnxRuntime;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Quantization;

/// <summary>
/// ONNX Runtime's own basic optimisations, written back as a graph of standard operators: constants are folded, batch
/// normalisation goes into the convolution before it, MatMul and Add become Gemm. Int8 arithmetic cannot do that afterwards.
/// </summary>
internal static class GraphPreparation
{
    private const int OldestOpset = 13; // per-channel DequantizeLinear

    public static OnnxModel Prepare(OnnxModel model)
    {
        if (model.Opset < OldestOpset)
            throw new VaeOnnxException($"The graph has opset {model.Opset}; scales of single channels need {OldestOpset} or later. Export it again with a newer opset.");
        var folder = Directory.CreateTempSubdirectory("vaeonnx-quantize-");
        try
        {
            var path = Path.Combine(folder.FullName, "prepared.onnx");
            Optimize(model.ToBytes(), path);
            return ModelReader.Read(File.ReadAllBytes(path), "the prepared graph");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Optimize(byte[] model, string path)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            OptimizedModelFilePath = path,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            new InferenceSession(model, options).Dispose();
        }
        catch (OnnxRuntimeException e)
        {
            throw new VaeOnnxException($"ONNX Runtime refuses the graph: {e.Message}", e);
        }
    }
}
