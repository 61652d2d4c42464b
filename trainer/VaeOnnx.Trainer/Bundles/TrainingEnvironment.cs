using System.Reflection;
using TorchSharp;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>What a training ran on, as a manifest records it.</summary>
public static class TrainingEnvironment
{
    /// <summary>The versions of the packages that train and export, and of .NET; nothing that names a machine or a person.</summary>
    public static IReadOnlyDictionary<string, string> Packages { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [".NET"] = Environment.Version.ToString(),
        ["Google.Protobuf"] = VersionOf(Assembly.Load("Google.Protobuf")),
        ["Microsoft.ML.OnnxRuntime.Managed"] = VersionOf(Assembly.Load("Microsoft.ML.OnnxRuntime")),
        ["TorchSharp"] = VersionOf(typeof(torch).Assembly),
        ["VaeOnnx"] = VersionOf(typeof(BundleManifest).Assembly),
    };

    // The informational version is the package's; what follows a plus sign is the commit it was built from.
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString();
}
