using Microsoft.Extensions.Logging;

namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>The messages, under the category <c>VaeOnnx.Runtime.VaeBundle</c>.</summary>
internal static partial class BundleLog
{
    [LoggerMessage(1, LogLevel.Information, "Bundle {BundleId} opened from {Path}: {Graphs} graphs, hashes verified.")]
    public static partial void BundleOpened(this ILogger log, string bundleId, string path, int graphs);

    [LoggerMessage(2, LogLevel.Information, "Bundle {BundleId}, {Report}.")]
    public static partial void GraphRuns(this ILogger log, string bundleId, ExecutionReport report);

    [LoggerMessage(3, LogLevel.Warning, "Bundle {BundleId}, {Graph} runs on {Active}, because {Provider} was refused: {Refusal}.")]
    public static partial void ProviderRefused(this ILogger log, string bundleId, string graph, ExecutionProvider active, ExecutionProvider provider, string? refusal);

    [LoggerMessage(4, LogLevel.Information, "Bundle {BundleId} warmed up with {Images} images a graph in {Milliseconds} ms.")]
    public static partial void WarmedUp(this ILogger log, string bundleId, int images, double milliseconds);
}
