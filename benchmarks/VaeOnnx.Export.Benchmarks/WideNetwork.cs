using System.Diagnostics;
using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Benchmarks;

/// <summary>101 million parameters in 24 linear layers of 2048 × 2048: the time beyond reading them, and the memory beyond one copy of them.</summary>
internal static class WideNetwork
{
    private const int Layers = 24;
    private const int Width = 2048;

    public static ExportFigure[] Export()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(Enumerable.Range(0, Layers).Select(_ => (nn.Module<Tensor, Tensor>)nn.Linear(Width, Width)));
        module.eval();
        var bytes = module.parameters().Sum(parameter => parameter.numel() * parameter.element_size());
        var reading = Read(module);
        using var memory = new MemoryPeak();
        var watch = Stopwatch.StartNew();
        var model = OnnxExporter.Export(module, TensorSpec.Float32("x", Dimension.Batch, Width));
        model.Save(Stream.Null);
        var exporting = watch.Elapsed;
        return
        [
            new ExportFigure("export 101 million parameters, beyond reading them", (exporting - reading).TotalSeconds, 3, "s"),
            new ExportFigure("memory while exporting them, in copies of the weights", memory.Grown() / (double)bytes, 1.05, "copies"),
        ];
    }

    /// <summary>Copies every weight out of native memory once.</summary>
    private static TimeSpan Read(nn.Module module)
    {
        var watch = Stopwatch.StartNew();
        foreach (var parameter in module.parameters())
        {
            var copy = new byte[parameter.numel() * parameter.element_size()];
            parameter.bytes.CopyTo(copy);
        }

        watch.Stop();
        GC.Collect();
        return watch.Elapsed;
    }
}
