using System.Globalization;
using System.Text;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Property: whatever is composed of TorchSharp's modules exports and computes the same.</summary>
[TestClass]
public sealed class RandomModuleTests
{
    private const int Networks = 700;

    /// <summary>The run's results are printed here.</summary>
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Export_RandomModules_ComputeTheSame()
    {
        var failures = new RandomFailures();
        foreach (var seed in RegressionSeeds.Modules.Concat(Enumerable.Range(0, Networks)).Distinct())
        {
            var network = new RandomModules(seed);
            using var module = network.Module;
            failures.Try(seed, () => Describe(network), () => ExportProof.CheckWithinRounding(module, [network.Input], ExportProof.FewBatchSizes));
        }

        TestContext.WriteLine(failures.Summary);
        failures.ThrowIfAny();
    }

    private static string Describe(RandomModules network) =>
        new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{network.Input.Spec}").Append(ModuleText.Of(network.Module)).ToString();
}
