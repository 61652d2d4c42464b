using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>Keeps what the modules make of a few of the inputs that their graphs are proved on.</summary>
internal static class ProbeRecorder
{
    private const int MaxRows = 4; // enough to tell a row's result from its batch's; 64 kB for four graphs of MNIST

    public static int RowsOf(IReadOnlyList<BundleGraph> graphs) => (int)Math.Min(MaxRows, graphs[0].Probes.Batches[^1][0].shape[0]);

    public static GraphProbe Record(BundleGraph graph, int rows)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor[] inputs = [.. graph.Probes.Batches[^1].Select(input => input.narrow(0, 0, rows).contiguous())];
        return new GraphProbe(graph.Role, [.. inputs.Select(Values)], [.. Run(graph.Module, inputs).Select(Values)]);
    }

    private static Tensor[] Run(nn.Module module, Tensor[] inputs) => (module, inputs) switch
    {
        (nn.Module<Tensor, Tensor> one, [var x]) => [one.call(x)],
        (nn.Module<Tensor, Tensor, Tensor> one, [var x, var y]) => [one.call(x, y)],
        (nn.Module<Tensor, (Tensor, Tensor)> two, [var x]) => Both(two.call(x)),
        (nn.Module<Tensor, Tensor, (Tensor, Tensor)> two, [var x, var y]) => Both(two.call(x, y)),
        _ => throw new NotSupportedException($"{module.GetType().Name}: only modules of one or two inputs and one or two outputs go into a bundle."),
    };

    private static Tensor[] Both((Tensor First, Tensor Second) outputs) => [outputs.First, outputs.Second];

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
