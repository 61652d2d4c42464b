using System.Globalization;

namespace VaeOnnx.Api.Load;

/// <summary>What came of a scenario.</summary>
internal sealed record LoadResult
{
    public required LoadScenario Scenario { get; init; }

    public required double Seconds { get; init; }

    /// <summary>The latencies of the answered requests, in milliseconds, ascending.</summary>
    public required double[] Milliseconds { get; init; }

    /// <summary>Requests that the server refused with 429.</summary>
    public required int Refused { get; init; }

    /// <summary>Requests with any other answer than images or 429.</summary>
    public required int Failed { get; init; }

    /// <summary>Answers that differ from the first one, though request and seed were the same.</summary>
    public required int Different { get; init; }

    /// <summary>The server's processor time over the elapsed time.</summary>
    public required double ServerCores { get; init; }

    /// <summary>The server's working set after a quarter of the time, in bytes.</summary>
    public required long EarlyMemory { get; init; }

    /// <summary>The server's working set at the end, in bytes.</summary>
    public required long LateMemory { get; init; }

    public double RequestsPerSecond => Milliseconds.Length / Seconds;

    /// <summary>The latency that a share of the answered requests did not exceed, by the nearest rank.</summary>
    public double Percentile(double share) => Milliseconds.Length == 0 ? double.NaN : Milliseconds[(int)Math.Ceiling(share * Milliseconds.Length) - 1];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scenario.Name}: {RequestsPerSecond:F0} requests/s of {Scenario.Images} images, p50 {Percentile(0.5):F2} ms, p99 {Percentile(0.99):F2} ms, {Refused} refused, {Failed} failed, {Different} different");
}
