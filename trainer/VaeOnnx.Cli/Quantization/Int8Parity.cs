using VaeOnnx.Cli.Verification;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Quantization;

/// <summary>How far an int8 graph lies from its float32 graph, and from what TorchSharp computed before.</summary>
internal sealed class Int8Parity(VaeBundle source, VaeBundle quantized, GraphEntry graph)
{
    /// <summary>The largest batch of the proof.</summary>
    public const int MostRows = 64;

    // Another processor may round a sum to the other side: it then differs by a step more, never by a multiple.
    private const double Margin = 1.5;

    /// <summary>Compares on held-out inputs at several batch sizes, and on the probes.</summary>
    /// <param name="description">What the inputs are.</param>
    /// <param name="inputs">[N, ...].</param>
    /// <param name="probe">TorchSharp's recorded outputs; null where the bundle has none.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The entry with its proof.</returns>
    public GraphEntry Prove(string description, ReadOnlyMemory<float> inputs, GraphProbe? probe, CancellationToken cancellation)
    {
        var length = GraphRun.RowLength(graph.Inputs[0]);
        int[] sizes = [.. new[] { 1, 3, inputs.Length / length }.Where(size => size <= inputs.Length / length).Distinct()];
        var pairs = sizes.Select(size => Run(inputs.Span[..(size * length)], cancellation)).ToArray();
        var trained = probe is null ? null : Against(probe, cancellation);
        var largest = pairs.Append(trained).OfType<Pair>().SelectMany(pair => graph.Outputs.Select((_, output) => pair.Absolute(output))).Max();
        var tolerance = Margin * largest;
        return graph with
        {
            Parity = new ParityCertificate
            {
                Inputs = $"{description}: the int8 graph against the float32 graph {graph.Quantization!.FloatSha256[..8]}",
                BatchSizes = sizes,
                AbsoluteTolerance = tolerance,
                RelativeTolerance = 0,
                Outputs = Differences(pairs, tolerance),
            },
            Quantization = graph.Quantization with { AgainstTrained = trained is null ? [] : Differences([trained], tolerance) },
        };
    }

    private Pair Run(ReadOnlySpan<float> input, CancellationToken cancellation) =>
        new(GraphRun.Infer(source, graph, input, [], firstRow: 0, cancellation), GraphRun.Infer(quantized, graph, input, [], firstRow: 0, cancellation));

    private Pair Against(GraphProbe probe, CancellationToken cancellation) =>
        new([.. probe.Outputs.Select(output => output.ToArray())], GraphRun.Infer(quantized, graph, probe.Inputs[0].ToArray(), [], firstRow: 0, cancellation));

    private OutputParity[] Differences(IReadOnlyList<Pair> pairs, double scale) =>
        [.. graph.Outputs.Select((output, index) => new OutputParity
        {
            Output = output.Name,
            MaxAbsoluteDifference = pairs.Max(pair => pair.Absolute(index)),
            MaxRelativeDifference = pairs.Max(pair => pair.Relative(index, scale)),
        })];

    private sealed record Pair(float[][] Expected, float[][] Found)
    {
        public double Absolute(int output) => Expected[output].Zip(Found[output], (a, b) => Math.Abs((double)a - b)).Max();

        public double Relative(int output, double scale) => Expected[output].Zip(Found[output], (a, b) =>
            Math.Max(Math.Abs(a), Math.Abs(b)) is var magnitude && magnitude > scale ? Math.Abs((double)a - b) / magnitude : 0).Max();
    }
}
