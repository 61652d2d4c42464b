using VaeOnnx.Cli.Verification;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Quantization;

/// <summary>Times float32 and int8 graphs through the runtime, by turns, so that what else the machine does meets both.</summary>
internal sealed class SpeedStudy(VaeBundle float32, VaeBundle int8, GraphInputs inputs)
{
    private const int WarmUps = 10;
    private const int LeastCalls = 30;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.25);

    public IReadOnlyList<SpeedRow> Run(IReadOnlyList<int> batchSizes, CancellationToken cancellation) =>
        [.. float32.Manifest.Graphs.SelectMany(graph => batchSizes, (graph, size) => Measure(graph, size, cancellation))];

    private SpeedRow Measure(GraphEntry graph, int size, CancellationToken cancellation)
    {
        var input = Repeated(inputs.Values[graph.Role], size * GraphRun.RowLength(graph.Inputs[0]));
        List<double> float32Times = [], int8Times = [];
        for (var i = 0; i < WarmUps; i++)
            _ = (Call(float32, graph, input, cancellation), Call(int8, graph, input, cancellation));
        var started = TimeProvider.System.GetTimestamp();
        while (float32Times.Count < LeastCalls || TimeProvider.System.GetElapsedTime(started) < Time)
        {
            float32Times.Add(Call(float32, graph, input, cancellation) / size);
            int8Times.Add(Call(int8, graph, input, cancellation) / size);
        }

        return new SpeedRow(graph.Role, size, Median(float32Times), Median(int8Times));
    }

    private static double Call(VaeBundle bundle, GraphEntry graph, float[] input, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        _ = GraphRun.Infer(bundle, graph, input, [], firstRow: 0, cancellation);
        return TimeProvider.System.GetElapsedTime(started).TotalMicroseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static float[] Repeated(float[] values, int length)
    {
        var repeated = new float[length];
        for (var i = 0; i < length; i++)
            repeated[i] = values[i % values.Length];
        return repeated;
    }
}
