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

    /// <summary>Each engine may be eight units in the last place off after every module, in either direction: sums of some hundred elements are.</summary>
    public const double RoundingMargin = 16;

    /// <summary>Exports the module and compares ONNX Runtime with TorchSharp on drawn inputs at several batch sizes.</summary>
    public static void Check(nn.Module module, IReadOnlyList<NetworkInput> inputs, IReadOnlyList<long> batchSizes)
    {
        using var scope = NewDisposeScope();
        var model = Export(module, inputs, new ExportOptions());
        model.VerifyAgainst(module, [.. batchSizes.Select(batch => NetworkInput.Draw(inputs, batch, seed: (ulong)batch))]);
    }

    /// <summary>
    /// The same for networks that nobody chose: where the engines differ by more than the tolerance, they may differ by as much as
    /// rounding moves the network in TorchSharp alone, <see cref="RoundingMargin"/> times. Returns that move; 0 where it was not needed.
    /// </summary>
    public static double CheckWithinRounding(nn.Module module, IReadOnlyList<NetworkInput> inputs, IReadOnlyList<long> batchSizes)
    {
        using var scope = NewDisposeScope();
        var model = Export(module, inputs, new ExportOptions());
        return VerifyWithinRounding(model, module, [.. batchSizes.Select(batch => NetworkInput.Draw(inputs, batch, seed: (ulong)batch))]);
    }

    /// <summary>The comparison of <see cref="CheckWithinRounding"/>, of a graph with a module.</summary>
    public static double VerifyWithinRounding(OnnxModel model, nn.Module module, Tensor[][] batches)
    {
        try
        {
            model.VerifyAgainst(module, batches);
            return 0;
        }
        catch (ParityException)
        {
            var move = batches.Max(batch => RoundingSensitivity.Of(module, batch));
            var tolerance = new ParityOptions().AbsoluteTolerance + (RoundingMargin * move);
            model.VerifyAgainst(module, batches, new ParityOptions { AbsoluteTolerance = tolerance });
            return move;
        }
    }

    /// <summary>Exports the module for the inputs.</summary>
    public static OnnxModel Export(nn.Module module, IReadOnlyList<NetworkInput> inputs, ExportOptions options)
    {
        NormWeights.Fill(module);
        return OnnxExporter.Export(module, options, [.. inputs.Select(input => input.Spec)]);
    }
}
