using Microsoft.CodeAnalysis;
using TorchSharp;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Property: whatever C# someone writes in forward exports and computes the same, compiled for Debug as for Release.</summary>
[TestClass]
public sealed class RandomForwardTests
{
    private const int Networks = 200;

    /// <summary>The run's results are printed here.</summary>
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Export_RandomForwards_ComputeTheSame(OptimizationLevel optimization)
    {
        var seeds = RegressionSeeds.Forwards.Concat(Enumerable.Range(0, Networks)).Distinct().ToArray();
        var writers = seeds.Select(seed => new ForwardWriter(seed)).ToArray();
        var assembly = ForwardAssembly.Compile(writers, optimization);
        var failures = new RandomFailures();
        foreach (var (seed, writer) in seeds.Zip(writers))
            failures.Try(seed, () => writer.Source, () => Check(seed, writer, assembly.GetType($"Generated.{writer.Name}", throwOnError: true)!));

        TestContext.WriteLine(failures.Summary);
        failures.ThrowIfAny();
    }

    private static double Check(int seed, ForwardWriter writer, Type type)
    {
        torch.random.manual_seed(seed);
        using var module = (torch.nn.Module)Activator.CreateInstance(type)!;
        module.eval();
        return ExportProof.CheckWithinRounding(module, writer.Inputs, ExportProof.FewBatchSizes);
    }
}
