using TorchSharp;
using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>The one place where the gallery and the random networks meet the exporter.</summary>
internal static class ExportProof
{
    /// <summary>Batch sizes that every network of the gallery is compared at.</summary>
    public static readonly long[] BatchSizes = [1, 3, 64];

    /// <summary>Batch sizes for networks that come by the thousand.</summary>
    public static readonly long[] FewBatchSizes = [1, 3];

    /// <summary>Exports the module and compares ONNX Runtime with TorchSharp on drawn inputs at several batch sizes.</summary>
    public static void Check(nn.Module module, IReadOnlyList<NetworkInput> inputs, IReadOnlyList<long> batchSizes)
    {
        using var scope = NewDisposeScope();
        var model = Export(module, inputs, new ExportOptions());
        model.VerifyAgainst(module, [.. batchSizes.Select(batch => NetworkInput.Draw(inputs, batch, seed: (ulong)batch))]);
    }

    /// <summary>Exports the module for the inputs.</summary>
    public static OnnxModel Export(nn.Module module, IReadOnlyList<NetworkInput> inputs, ExportOptions options)
    {
        NormWeights.Fill(module);
        return OnnxExporter.Export(module, options, [.. inputs.Select(input => input.Spec)]);
    }
}
