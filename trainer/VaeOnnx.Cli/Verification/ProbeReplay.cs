using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Verification;

/// <summary>Runs one graph's probes and compares.</summary>
internal sealed class ProbeReplay(VaeBundle bundle, string folder, GraphEntry graph, GraphProbe probe, int rows)
{
    /// <summary>Runs every row alone, then all rows as one batch.</summary>
    /// <returns>The largest absolute difference.</returns>
    /// <exception cref="BundleException">A difference is larger than the certificate allows.</exception>
    public double Run(CancellationToken cancellation)
    {
        var largest = 0.0;
        for (var row = 0; row < rows; row++)
            largest = Math.Max(largest, Replay(row, count: 1, cancellation));
        return Math.Max(largest, Replay(0, rows, cancellation));
    }

    private double Replay(int first, int count, CancellationToken cancellation)
    {
        var outputs = GraphRun.Infer(bundle, graph, Slice(probe.Inputs[0], first, count), probe.Inputs.Count > 1 ? Slice(probe.Inputs[1], first, count) : [], first, cancellation);
        return outputs.Select((found, i) => Compare(graph.Outputs[i].Name, Slice(probe.Outputs[i], first, count), found)).Max();
    }

    private double Compare(string name, float[] expected, float[] found)
    {
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - found[i]);
            // Negated, so that NaN fails.
            if (!(difference <= graph.Parity.AbsoluteTolerance + (graph.Parity.RelativeTolerance * Math.Abs(expected[i]))))
            {
                throw new BundleException(
                    Path.Combine(folder, graph.File), FormattableString.Invariant($"{expected[i]} at element {i} of {name}, as TorchSharp computed"),
                    FormattableString.Invariant($"{found[i]} (difference {Text.Scientific(difference)})"), "ONNX Runtime on this machine computes something else: try another version or provider.");
            }

            largest = Math.Max(largest, difference);
        }

        return largest;
    }

    private float[] Slice(IReadOnlyList<float> values, int first, int count)
    {
        var length = values.Count / rows;
        return [.. values.Skip(first * length).Take(count * length)];
    }
}
