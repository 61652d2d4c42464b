using System.Diagnostics;
using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Benchmarks;

/// <summary>
/// 604 million parameters, 2.4 GB: beyond what one protobuf message holds. Exported, written with external data, loaded by ONNX
/// Runtime and compared with TorchSharp.
/// </summary>
internal static class LargeNetwork
{
    private const int Layers = 36;
    private const int Width = 4096;

    /// <summary>Activations are of the order of 1, after 36 sums of 4096 products.</summary>
    private const double Tolerance = 1e-4;

    public static ExportFigure[] Export()
    {
        using var scope = NewDisposeScope();
        using var module = new Stack();
        module.eval();
        var folder = Directory.CreateTempSubdirectory("vaeonnx-large-");
        try
        {
            return Figures(module, Path.Combine(folder.FullName, "net.onnx"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ExportFigure[] Figures(Stack module, string path)
    {
        var watch = Stopwatch.StartNew();
        var model = OnnxExporter.Export(module, TensorSpec.Float32("x", Dimension.Batch, Width));
        var exporting = watch.Elapsed;
        model.Save(path);
        var saving = watch.Elapsed - exporting;
        var parity = model.VerifyAgainst(module, [[randn(1, Width)], [randn(3, Width)]], new ParityOptions { AbsoluteTolerance = Tolerance, RelativeTolerance = Tolerance });
        return
        [
            new ExportFigure("2.4 GB of weights: export", exporting.TotalSeconds, 30, "s"),
            new ExportFigure("2.4 GB of weights: save with external data", saving.TotalSeconds, 120, "s"),
            new ExportFigure("2.4 GB of weights: net.onnx", new FileInfo(path).Length / 1024.0, 1024, "KiB"),
            new ExportFigure("2.4 GB of weights: net.onnx.data", new FileInfo($"{path}.data").Length / (double)(1L << 30), double.PositiveInfinity, "GiB"),
            new ExportFigure("2.4 GB of weights: largest difference in ONNX Runtime, in 1e-6", parity.MaxAbsoluteDifference * 1e6, Tolerance * 1e6, ""),
        ];
    }

    /// <summary>Layers whose weights are the same numbers in another order of rows: drawn once, since drawing 604 million numbers takes longer than exporting them.</summary>
    private sealed class Stack : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.ParameterList _weights = [];

        public Stack()
            : base(nameof(Stack))
        {
            using var drawn = randn(Width, Width) * Math.Sqrt(2.0 / Width);
            for (var layer = 0; layer < Layers; layer++)
                _weights.append(nn.Parameter(drawn.roll(layer + 1, 0), requires_grad: false));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            foreach (var weight in _weights)
                x = nn.functional.linear(x, weight).relu();
            return x;
        }
    }
}
