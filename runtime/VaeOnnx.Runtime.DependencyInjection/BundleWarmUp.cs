using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>Opens and runs every registered bundle before any service of the host starts, a web server too: no request meets a cold or broken one.</summary>
internal sealed class BundleWarmUp(IServiceProvider services, IEnumerable<BundleRegistration> registrations) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations.Distinct())
            WarmUp(registration, cancellationToken);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void WarmUp(BundleRegistration registration, CancellationToken cancellationToken)
    {
        var images = registration.OptionsOf(services).WarmUpBatch;
        if (images == 0)
            return;
        var start = Stopwatch.GetTimestamp();
        var bundle = registration.Resolve(services);
        var log = BundleRegistration.LogOf(services);
        foreach (var graph in bundle.Manifest.Graphs)
        {
            GraphTrial.Run(bundle, graph.Role, images, cancellationToken);
            Report(log, bundle.Manifest.BundleId, bundle.ExecutionOf(graph.Role));
        }

        log.WarmedUp(bundle.Manifest.BundleId, images, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static void Report(ILogger log, string bundleId, ExecutionReport report)
    {
        log.GraphRuns(bundleId, report);
        foreach (var refused in report.Refused)
            log.ProviderRefused(bundleId, report.Graph, report.Active, refused.Provider, refused.Refusal);
    }
}
