using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.DependencyInjection;

/// <summary>A host with a bundle: warm before anything else starts, or not started at all.</summary>
[TestClass]
public sealed class HostTests : IDisposable
{
    private readonly TestBundle _files = new();
    private readonly CollectedLogs _logs = new();

    public void Dispose()
    {
        _files.Dispose();
        _logs.Dispose();
    }

    [TestMethod]
    public async Task Start_Bundle_IsWarmBeforeServicesStart()
    {
        var witness = new Witness(_logs);
        using var host = Host(services => services.AddSingleton<IHostedService>(witness).AddVaeOnnx(options => (options.Path, options.WarmUpBatch) = (_files.Folder, 3)));
        await host.StartAsync();

        Assert.AreEqual(1, witness.WarmUpsSeen);
        Assert.AreEqual($"Information: Bundle tiny-1 opened from {_files.Folder}: 4 graphs, hashes verified.", _logs.Messages(1).Single());
        Assert.HasCount(4, _logs.Messages(2));
        Assert.StartsWith("Information: Bundle tiny-1, encoder: asked for cpu, runs on cpu", _logs.Messages(2)[0]);
        Assert.IsEmpty(_logs.Messages(3));
        Assert.StartsWith("Information: Bundle tiny-1 warmed up with 3 images a graph in ", _logs.Messages(4).Single());
        await host.StopAsync();
    }

    [TestMethod]
    public async Task Start_NoWarmUp_LeavesTheBundleClosed()
    {
        using var host = Host(services => services.AddVaeOnnx(options => (options.Path, options.WarmUpBatch) = (_files.Folder, 0)));
        await host.StartAsync();
        Assert.IsEmpty(_logs.Messages(1));
        host.Services.GetRequiredService<VaeBundle>();
        Assert.HasCount(1, _logs.Messages(1));
    }

    [TestMethod]
    public async Task Start_MissingBundle_Fails()
    {
        using var host = Host(services => services.AddVaeOnnx(options => options.Path = Path.Combine(_files.Folder, "nowhere")));
        var e = await Assert.ThrowsExactlyAsync<BundleException>(() => host.StartAsync());
        Assert.Contains("nowhere", e.Message);
    }

    [TestMethod]
    public async Task Start_WrongSetting_FailsEvenWithoutWarmUp()
    {
        using var host = Host(services => services.AddVaeOnnx(options => options.WarmUpBatch = 0));
        await Assert.ThrowsExactlyAsync<OptionsValidationException>(() => host.StartAsync());
    }

    [TestMethod]
    public async Task Start_PreferredProviderMissing_IsAWarning()
    {
        using var host = Host(services => services.AddVaeOnnx(options => (options.Path, options.Provider) = (_files.Folder, "plugin:/no/such/library;cpu")));
        await host.StartAsync();
        Assert.HasCount(4, _logs.Messages(3));
        Assert.StartsWith("Warning: Bundle tiny-1, encoder runs on cpu, because plugin:/no/such/library was refused: ", _logs.Messages(3)[0]);
    }

    [TestMethod]
    public async Task Start_BundleRegisteredTwice_WarmsUpOnce()
    {
        using var host = Host(services => services.AddVaeOnnx(options => options.Path = _files.Folder).AddVaeOnnx(options => options.MaxBatch = 8));
        await host.StartAsync();
        Assert.HasCount(1, _logs.Messages(4));
    }

    [TestMethod]
    public async Task Start_RelativePath_CountsFromTheContentRoot()
    {
        var (root, name) = (Path.GetDirectoryName(_files.Folder)!, Path.GetFileName(_files.Folder));
        using var host = Host(services => services.AddVaeOnnx(options => options.Path = name), root);
        await host.StartAsync();
        Assert.AreEqual(TestBundle.DefaultId, host.Services.GetRequiredService<VaeBundle>().Manifest.BundleId);
    }

    [TestMethod]
    public async Task Start_BundleOfTwoGraphs_WarmsUpThose()
    {
        using var files = new TestBundle(roles: [GraphRole.Encoder, GraphRole.Decoder]);
        using var host = Host(services => services.AddVaeOnnx(options => options.Path = files.Folder));
        await host.StartAsync();
        Assert.HasCount(2, _logs.Messages(2));
    }

    private IHost Host(Action<IServiceCollection> configure, string? contentRoot = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = contentRoot });
        builder.Logging.AddProvider(_logs);
        configure(builder.Services);
        return builder.Build();
    }

    /// <summary>A service of the application that looks, as it starts, whether the bundle is warm; registered first, so as to start first.</summary>
    private sealed class Witness(CollectedLogs logs) : IHostedService
    {
        public int WarmUpsSeen { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            WarmUpsSeen = logs.Messages(4).Count;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
