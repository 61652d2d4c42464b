namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>What a contender took in each round, in microseconds a call, and the managed bytes that a call allocated.</summary>
internal sealed record RoundTimes(string Name, double[] Microseconds, double BytesPerCall)
{
    public PairedTimes Against(RoundTimes reference) => PairedTimes.Of(Name, Microseconds, reference.Microseconds, BytesPerCall);
}
