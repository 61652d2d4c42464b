namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>The test-only plugin libraries of tests/native, which the build puts beside the tests.</summary>
internal static class PlainProvider
{
    /// <summary>The provider's own name.</summary>
    public const string Name = "PlainTestProvider";

    /// <summary>The provider that works.</summary>
    public static ExecutionProvider Working => ExecutionProvider.Plugin(Library("plain_provider"));

    /// <summary>A library's file; ends the test where the build had no C++ compiler, and fails it on CI.</summary>
    public static string Library(string name)
    {
        var file = OperatingSystem.IsWindows() ? $"{name}.dll" : $"lib{name}.so";
        var path = Path.Combine(AppContext.BaseDirectory, "plainprovider", file);
        if (File.Exists(path))
            return path;
        var reason = $"{path} was not built: CMake or a C++ compiler is missing (on Debian and Ubuntu: apt-get install cmake g++).";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        throw new AssertInconclusiveException(reason);
    }
}
