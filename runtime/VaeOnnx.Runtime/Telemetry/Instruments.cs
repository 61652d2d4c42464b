using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace VaeOnnx.Runtime;

/// <summary>The process's instruments behind <see cref="RuntimeTelemetry"/>.</summary>
internal static class Instruments
{
    internal const string OperationTag = "vaeonnx.operation";
    internal const string BundleTag = "vaeonnx.bundle";
    internal const string ImagesTag = "vaeonnx.images";
    internal const string ProviderTag = "vaeonnx.provider";
    internal const string StatusTag = "error.type"; // OpenTelemetry's own name for it

    private static readonly string? Version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(RuntimeTelemetry.MeterName, Version);

    internal static readonly ActivitySource Activities = new(RuntimeTelemetry.ActivitySourceName, Version);
    internal static readonly Counter<long> Calls = Meter.CreateCounter<long>(RuntimeTelemetry.Calls, "{call}", "Calls that began.");
    internal static readonly Counter<long> Images = Meter.CreateCounter<long>(RuntimeTelemetry.Images, "{image}", "Images that the calls were given or asked for.");
    internal static readonly Counter<long> Failures = Meter.CreateCounter<long>(RuntimeTelemetry.Failures, "{run}", "Runs in which the engine failed.");

    // From a small graph's single image to a large request on a slow machine; the usual default begins at 5 milliseconds.
    internal static readonly Histogram<double> Duration = Meter.CreateHistogram(
        RuntimeTelemetry.Duration, "s", "How long calls took.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = (double[])[1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    /// <summary>Notes that the engine failed, also on the call's activity.</summary>
    internal static void Fail(InferenceException failure)
    {
        if (Failures.Enabled)
            Failures.Add(1, new KeyValuePair<string, object?>(ProviderTag, failure.Provider.ToString()), new KeyValuePair<string, object?>(StatusTag, failure.Status));
        if (Activity.Current is { } activity && activity.Source == Activities)
            activity.SetTag(StatusTag, failure.Status).SetStatus(ActivityStatusCode.Error, failure.Message);
    }
}
