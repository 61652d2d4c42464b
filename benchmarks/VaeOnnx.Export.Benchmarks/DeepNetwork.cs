using System.Diagnostics;
using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Benchmarks;

/// <summary>150 layers: 50 blocks of convolution, batch norm and activation, the first export of the process.</summary>
internal static class DeepNetwork
{
    private const int Blocks = 50;
    private const int Channels = 16;

    public static ExportFigure Trace()
    {
        using var scope = NewDisposeScope();
        var layers = Enumerable.Range(0, Blocks).SelectMany(_ => new nn.Module<Tensor, Tensor>[]
        {
            nn.Conv2d(Channels, Channels, 3, padding: 1), nn.BatchNorm2d(Channels), nn.ReLU(),
        });
        using var module = nn.Sequential(layers);
        module.eval();
        var watch = Stopwatch.StartNew();
        OnnxExporter.Export(module, TensorSpec.Float32("images", Dimension.Batch, Channels, 28, 28));
        return new ExportFigure("trace 150 layers, first export of the process", watch.Elapsed.TotalSeconds, 2, "s");
    }
}
