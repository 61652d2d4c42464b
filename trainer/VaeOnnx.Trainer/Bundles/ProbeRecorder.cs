using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>Keeps what the modules make of a few of the inputs that their graphs are proved on.</summary>
internal static class ProbeRecorder
{
    private const int MaxRows = 4; // enough to tell a row's result from its batch's; 64 kB for four graphs of MNIST

    public static int RowsOf(IReadOnlyList<BundleGraph> graphs) => (int)Math.Min(MaxRows, graphs[0].Probes.Batches[^1].shape[0]);

    public static GraphProbe Record(BundleGraph graph, int rows)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var input = graph.Probes.Batches[^1].narrow(0, 0, rows).contiguous();
        Tensor[] outputs = graph.Module switch
        {
            nn.Module<Tensor, Tensor> module => [module.call(input)],
            nn.Module<Tensor, (Tensor, Tensor)> module => module.call(input) is var (first, second) ? [first, second] : [],
            _ => throw new NotSupportedException($"{graph.Module.GetType().Name}: only modules of one input and one or two outputs go into a bundle."),
        };
        return new GraphProbe(graph.Role, Values(input), [.. outputs.Select(Values)]);
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
