using System.Reflection;

namespace PackageConsumer;

/// <summary>Where the repository has what the tests look at.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    public static string Bundle => Path.Combine(Root, "artifacts", "mnist");

    /// <summary>The version of the packages under test.</summary>
    public static string Version { get; } = typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "VaeOnnxVersion").Value!;

    public static string Package(string name, string extension = "nupkg") => Path.Combine(Root, "packages", $"{name}.{Version}.{extension}");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VaeOnnx.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return folder.FullName;
    }
}
