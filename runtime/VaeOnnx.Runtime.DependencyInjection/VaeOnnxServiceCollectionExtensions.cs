using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VaeOnnx.Runtime;
using VaeOnnx.Runtime.DependencyInjection;

// Where every application that registers services already looks.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Registers <see cref="VaeBundle"/> as a singleton, which the container opens and disposes. Wrong settings, and a bundle that cannot run, stop
/// the host's start with an exception that names them. Registering the same bundle again adds to its settings.
/// </summary>
public static class VaeOnnxServiceCollectionExtensions
{
    /// <summary>Registers the application's bundle.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with the properties of <see cref="VaeOnnxOptions"/>; a key that is none of them is refused.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddVaeOnnx(this IServiceCollection services, IConfiguration configuration) =>
        Add(services, key: null, Bound(configuration));

    /// <summary>Registers the application's bundle.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddVaeOnnx(this IServiceCollection services, Action<VaeOnnxOptions> configure) =>
        Add(services, key: null, Configured(configure));

    /// <summary>Registers one of several bundles: <c>[FromKeyedServices("faces")] VaeBundle faces</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The bundle's service key, and the name of its <see cref="VaeOnnxOptions"/>.</param>
    /// <param name="configuration">The section with the properties of <see cref="VaeOnnxOptions"/>; a key that is none of them is refused.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddKeyedVaeOnnx(this IServiceCollection services, string key, IConfiguration configuration) =>
        Add(services, Named(key), Bound(configuration));

    /// <summary>Registers one of several bundles: <c>[FromKeyedServices("faces")] VaeBundle faces</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The bundle's service key, and the name of its <see cref="VaeOnnxOptions"/>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddKeyedVaeOnnx(this IServiceCollection services, string key, Action<VaeOnnxOptions> configure) =>
        Add(services, Named(key), Configured(configure));

    private static IServiceCollection Add(IServiceCollection services, string? key, Action<OptionsBuilder<VaeOnnxOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var registration = new BundleRegistration(key);
        configure(services.AddOptions<VaeOnnxOptions>(registration.OptionsName).ValidateOnStart());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VaeOnnxOptions>, VaeOnnxOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BundleWarmUp>());
        services.AddSingleton(registration);
        if (key is null)
            services.TryAddSingleton(registration.Open);
        else
            services.TryAddKeyedSingleton(key, (provider, _) => registration.Open(provider));
        return services;
    }

    private static string Named(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return key;
    }

    private static Action<OptionsBuilder<VaeOnnxOptions>> Bound(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return options => options.Bind(configuration, binder => binder.ErrorOnUnknownConfiguration = true);
    }

    private static Action<OptionsBuilder<VaeOnnxOptions>> Configured(Action<VaeOnnxOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return options => options.Configure(configure);
    }
}
