using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>A bundle that the application registered.</summary>
/// <param name="Key">Its service key; null for the one without.</param>
internal sealed record BundleRegistration(string? Key)
{
    public string OptionsName => Key ?? Options.DefaultName;

    /// <summary>The container's bundle; the first caller opens it.</summary>
    public VaeBundle Resolve(IServiceProvider services) =>
        Key is null ? services.GetRequiredService<VaeBundle>() : services.GetRequiredKeyedService<VaeBundle>(Key);

    /// <summary>The settings, validated.</summary>
    public VaeOnnxOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptionsMonitor<VaeOnnxOptions>>().Get(OptionsName);

    /// <summary>Opens the bundle; what the container calls once.</summary>
    public VaeBundle Open(IServiceProvider services)
    {
        var options = OptionsOf(services);
        var root = services.GetService<IHostEnvironment>()?.ContentRootPath;
        var path = root is null ? options.Path : Path.Combine(root, options.Path);
        var bundle = VaeBundle.Load(path, options.ToRuntimeOptions());
        LogOf(services).BundleOpened(bundle.Manifest.BundleId, path, bundle.Manifest.Graphs.Count);
        return bundle;
    }

    /// <summary>The log of bundles; none where the application has no logging.</summary>
    public static ILogger LogOf(IServiceProvider services) =>
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<VaeBundle>();
}
