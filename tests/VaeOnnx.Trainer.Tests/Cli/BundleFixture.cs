using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>A small bundle of all graphs, trained once for the tests of this folder by the command line itself.</summary>
internal static class BundleFixture
{
    private static readonly TemporaryFolder Home = new();

    private static readonly Lazy<string> DataFolder = new(() => SmallDigits.Write(Home["data"], train: 1200, test: 200));

    private static readonly Lazy<CommandLineResult> Demo = new(() => CommandLineResult.Run(
        "demo", "--data", DataFolder.Value, "--epochs", "2", "--seed", "3", "--out", Home["demo"]));

    /// <summary>How the demo went that made the bundle.</summary>
    public static CommandLineResult Run => Demo.Value;

    /// <summary>The data it was trained on, as IDX files.</summary>
    public static string Data => DataFolder.Value;

    /// <summary>The bundle's folder; never written to by a test.</summary>
    public static string Folder
    {
        get
        {
            Assert.AreEqual(ExitCode.Done, Run.Code, Run.Error);
            return Home["demo"];
        }
    }

    public static void CleanUp() => Home.Dispose();
}
