using Microsoft.Extensions.DependencyInjection;
using VaeOnnx.Runtime.Tests.Providers;

namespace VaeOnnx.Runtime.Tests.DependencyInjection;

/// <summary>The bundle as a service: one for all, several by key, gone with the container.</summary>
[TestClass]
public sealed class BundleServiceTests : IDisposable
{
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void Bundle_AnyScope_IsTheSame()
    {
        using var provider = Services().BuildServiceProvider(validateScopes: true);
        using var scope = provider.CreateScope();
        var bundle = provider.GetRequiredService<VaeBundle>();
        Assert.AreSame(bundle, scope.ServiceProvider.GetRequiredService<VaeBundle>());
        Assert.HasCount(TinyModel.ImageLength, bundle.Denoiser.Denoise(TinyImages.Bytes(1)));
    }

    [TestMethod]
    public async Task Bundle_ContainerDisposed_IsDisposed()
    {
        var provider = Services().BuildServiceProvider();
        var denoiser = provider.GetRequiredService<VaeBundle>().Denoiser;
        await provider.DisposeAsync();
        Assert.ThrowsExactly<ObjectDisposedException>(() => denoiser.Denoise(TinyImages.Bytes(1)));
    }

    [TestMethod]
    public void Bundles_OfTwoKeys_AreTheirOwn()
    {
        using var other = new TestBundle("tiny-2");
        using var provider = Services().AddKeyedVaeOnnx("other", options => options.Path = other.Folder).BuildServiceProvider();
        Assert.AreEqual("tiny-2", provider.GetRequiredKeyedService<VaeBundle>("other").Manifest.BundleId);
        Assert.AreEqual(TestBundle.DefaultId, provider.GetRequiredService<VaeBundle>().Manifest.BundleId);
    }

    [TestMethod]
    public void AddVaeOnnx_Twice_AddsSettingsToTheOneBundle()
    {
        using var provider = Services().AddVaeOnnx(options => options.CheckFinite = false).BuildServiceProvider();
        var bundle = provider.GetServices<VaeBundle>().Single();
        Assert.HasCount(TinyModel.ImageLength, bundle.Denoiser.Denoise([.. Enumerable.Repeat(float.NaN, TinyModel.ImageLength)]));
    }

    [TestMethod]
    [DoNotParallelize]
    public void Provider_InSettings_GoesBeforeTheEnvironment()
    {
        using var environment = new EnvironmentVariableScope(ProviderPolicy.EnvironmentVariable);
        environment.Set("plugin:/no/such/library");
        using var provider = Services().AddKeyedVaeOnnx("cpu", options => (options.Path, options.Provider) = (_files.Folder, "cpu")).BuildServiceProvider();
        var images = TinyImages.Bytes(1);
        Assert.HasCount(images.Length, provider.GetRequiredKeyedService<VaeBundle>("cpu").Denoiser.Denoise(images));
        Assert.ThrowsExactly<ProviderException>(() => provider.GetRequiredService<VaeBundle>().Denoiser.Denoise(images));
    }

    private IServiceCollection Services() => new ServiceCollection().AddVaeOnnx(options => options.Path = _files.Folder);
}
