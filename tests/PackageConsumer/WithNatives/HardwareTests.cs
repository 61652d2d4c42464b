using System.Diagnostics;
using System.Text.Json;

namespace PackageConsumer;

/// <summary>One MSBuild property chooses ONNX Runtime's native package in every application of the repository.</summary>
[TestClass]
public sealed class HardwareTests
{
    [TestMethod]
    [DataRow("trainer/VaeOnnx.Cli")]
    [DataRow("samples/DenoiseImage")]
    [DataRow("samples/AugmentationApi")]
    [DataRow("samples/AotConsole")]
    [DataRow("samples/ExportClassifier")]
    public void OnnxRuntimePackage_Gpu_TakesTheCpuPackagesPlace(string project)
    {
        CollectionAssert.AreEqual(new[] { "Microsoft.ML.OnnxRuntime" }, NativePackages(project));
        CollectionAssert.AreEqual(new[] { "Microsoft.ML.OnnxRuntime.Gpu" }, NativePackages(project, "-p:OnnxRuntimePackage=Microsoft.ML.OnnxRuntime.Gpu"));
    }

    private static string[] NativePackages(string project, params string[] properties)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Places.Root, project), "-getItem:PackageReference", .. properties]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output);
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(package => package.GetProperty("Identity").GetString()!)
            .Where(name => name.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal))];
    }
}
