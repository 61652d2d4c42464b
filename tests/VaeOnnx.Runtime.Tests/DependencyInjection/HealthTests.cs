using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.DependencyInjection;

/// <summary>What the health check says of a bundle that runs, runs elsewhere, or does not.</summary>
[TestClass]
public sealed class HealthTests : IDisposable
{
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public async Task Check_BundleThatRuns_IsHealthyAndNamesProviders()
    {
        var entry = await Check("vaeonnx", services => services.AddVaeOnnx(options => options.Path = _files.Folder), checks => checks.AddVaeOnnx());
        Assert.AreEqual(HealthStatus.Healthy, entry.Status);
        CollectionAssert.AreEquivalent(
            new[] { "encoder=cpu", "decoder=cpu", "denoiser=cpu", "classifier=cpu", $"bundle={TestBundle.DefaultId}" },
            entry.Data.Select(pair => $"{pair.Key}={pair.Value}").ToArray());
    }

    [TestMethod]
    public async Task Check_PreferredProviderMissing_IsDegradedWithTheReason()
    {
        var entry = await Check(
            "vaeonnx:mine",
            services => services.AddKeyedVaeOnnx("mine", options => (options.Path, options.Provider) = (_files.Folder, "plugin:/no/such/library;cpu")),
            checks => checks.AddVaeOnnx("mine"));
        Assert.AreEqual(HealthStatus.Degraded, entry.Status);
        Assert.Contains("denoiser: asked for plugin:/no/such/library;cpu, runs on cpu", entry.Description!);
    }

    [TestMethod]
    public async Task Check_MissingBundle_IsUnhealthyWithTheReason()
    {
        var entry = await Check("vaeonnx", services => services.AddVaeOnnx(options => options.Path = "/no/such/bundle"), checks => checks.AddVaeOnnx());
        Assert.AreEqual(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("/no/such/bundle", entry.Description!);
        Assert.IsInstanceOfType<BundleException>(entry.Exception);
    }

    [TestMethod]
    public async Task Check_TimeoutExceeded_IsTheFailureStatusOfTheApp()
    {
        _files.Replace(GraphRole.Denoiser, EndlessGraph.Denoiser(TestBundle.DefaultId));
        var entry = await Check(
            "slow",
            services => services.AddVaeOnnx(options => options.Path = _files.Folder),
            checks => checks.AddVaeOnnx(name: "slow", failureStatus: HealthStatus.Degraded, timeout: TimeSpan.FromMilliseconds(200)));
        Assert.AreEqual(HealthStatus.Degraded, entry.Status);
    }

    private static async Task<HealthReportEntry> Check(string name, Action<IServiceCollection> configure, Action<IHealthChecksBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services);
        add(services.AddHealthChecks());
        using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries[name];
    }
}
