using Microsoft.Extensions.Diagnostics.HealthChecks;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>
/// Healthy if every graph of the bundle runs one image; degraded if one does so on another provider than the preferred one; else what the
/// check was registered to report. The bundle is asked for here, not at construction, so that one that cannot be opened is a result too.
/// </summary>
internal sealed class BundleHealthCheck(IServiceProvider services, BundleRegistration registration) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(Check(registration.Resolve(services), cancellationToken));
        }
        catch (Exception e) when (e is VaeOnnxException or ObjectDisposedException)
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, e.Message, e));
        }
    }

    private static HealthCheckResult Check(VaeBundle bundle, CancellationToken cancellationToken)
    {
        var reports = new List<ExecutionReport>();
        foreach (var graph in bundle.Manifest.Graphs)
        {
            GraphTrial.Run(bundle, graph.Role, 1, cancellationToken);
            reports.Add(bundle.ExecutionOf(graph.Role));
        }

        var data = reports.ToDictionary(report => report.Graph, object (report) => report.Active.ToString());
        data["bundle"] = bundle.Manifest.BundleId;
        var refusals = reports.Where(report => report.Refused.Any()).Select(report => report.ToString()).ToList();
        return refusals.Count == 0 ? HealthCheckResult.Healthy("Every graph runs.", data) : HealthCheckResult.Degraded(string.Join(' ', refusals), data: data);
    }
}
