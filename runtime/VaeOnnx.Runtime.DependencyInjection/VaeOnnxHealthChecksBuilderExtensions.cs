using Microsoft.Extensions.Diagnostics.HealthChecks;
using VaeOnnx.Runtime.DependencyInjection;

// Where every application that registers health checks already looks.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a bundle's health check.</summary>
public static class VaeOnnxHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that runs one image through every graph of a bundle (microseconds each for small networks; they count as calls in the
    /// telemetry). Healthy if all run; degraded if a graph runs on another provider than the preferred one, with the reason; else <paramref name="failureStatus"/>.
    /// The result's data hold the bundle's id under <c>bundle</c> and each graph's provider under its role.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="key">The bundle's service key; null for the one without.</param>
    /// <param name="name">The check's name; null for <c>vaeonnx</c>, or <c>vaeonnx:KEY</c>.</param>
    /// <param name="failureStatus">What a bundle that cannot run is reported as; null for unhealthy.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <param name="timeout">How long the check may take; null for as long as it does.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddVaeOnnx(this IHealthChecksBuilder builder, string? key = null, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var registration = new BundleRegistration(key);
        name ??= key is null ? "vaeonnx" : $"vaeonnx:{key}";
        return builder.Add(new HealthCheckRegistration(name, services => new BundleHealthCheck(services, registration), failureStatus, tags, timeout));
    }
}
