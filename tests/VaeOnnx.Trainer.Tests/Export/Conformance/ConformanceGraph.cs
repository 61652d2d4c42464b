using System.Text.Json;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Export.Tracing;
using VaeOnnx.Trainer.Tests.Export.Gallery;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Conformance;

/// <summary>Writes one graph with inputs and TorchSharp's outputs, for engines that read files: model.onnx, samples.json, raw little-endian tensors.</summary>
internal static class ConformanceGraph
{
    // Outputs of the gallery's small networks are around 1, and 8 bits keep two digits of them.
    private const double Int8Tolerance = 0.1;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Exports a network and writes its folder.</summary>
    public static void Write(string folder, GalleryNetwork network, int opset, bool int8 = false)
    {
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var module = network.Build();
        var model = ExportProof.Export(module, network.Inputs, new ExportOptions { Opset = opset, GraphName = network.Name });
        if (int8)
            model = OnnxQuantizer.Quantize(model, [NetworkInput.Draw(network.Inputs, batch: 32, seed: 5)]);
        model.Save(Path.Combine(folder, "model.onnx"));

        var samples = ExportProof.FewBatchSizes.Select(batch => WriteSample(folder, network, module, model, batch)).ToArray();
        var limits = int8 ? new ParityOptions { AbsoluteTolerance = Int8Tolerance } : new ParityOptions();
        var text = new { tolerance = new { absolute = limits.AbsoluteTolerance, relative = limits.RelativeTolerance }, samples };
        File.WriteAllText(Path.Combine(folder, "samples.json"), JsonSerializer.Serialize(text, Json));
    }

    private static object WriteSample(string folder, GalleryNetwork network, nn.Module module, OnnxModel model, long batch)
    {
        var values = NetworkInput.Draw(network.Inputs, batch, seed: (ulong)batch);
        var inputs = model.Inputs.Zip(values, (spec, value) => WriteTensor(folder, $"in-{batch}-{spec.Name}", spec, value)).ToArray();
        var forward = new ForwardMethod(module, values.Length);
        var outputs = model.Outputs.Zip(forward.Outputs(forward.Run(values)).Select(output => output.Tensor), (spec, value) => WriteTensor(folder, $"out-{batch}-{spec.Name}", spec, value)).ToArray();
        return new { batch, inputs, outputs };
    }

    private static object WriteTensor(string folder, string stem, TensorSpec spec, Tensor value)
    {
        var file = string.Join('_', stem.Split(Path.GetInvalidFileNameChars())) + ".bin";
        using var packed = value.detach().contiguous();
        File.WriteAllBytes(Path.Combine(folder, file), packed.bytes.ToArray());
        return new { name = spec.Name, type = spec.ElementType.ToString().ToLowerInvariant(), shape = value.shape, file };
    }
}
