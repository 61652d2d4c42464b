using System.Text.Json;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Machine;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class DoctorTests
{
    private const int Columns = 80;

    [TestMethod]
    public void Doctor_SoundMachine_NamesEverythingWithin80Columns()
    {
        var result = CommandLineResult.Run("doctor", "--provider", "cpu");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        foreach (var line in result.Output.Split('\n'))
            Assert.IsLessThanOrEqualTo(Columns, line.Length, line);
        foreach (var part in (string[])[$@"managed package is {TrainingEnvironment.Packages["Microsoft.ML.OnnxRuntime.Managed"]}", @"cpu +usable", @"runs on +cpu", @"libtorch +2\.", @"noise drawn with +\S"])
            Assert.MatchesRegex($"(?m)^ .*{part}", result.Output);
    }

    [TestMethod]
    public void Doctor_Json_HasAnEntryForEachKnownProvider()
    {
        var result = CommandLineResult.Run("doctor", "--json", "--provider", "cpu");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var machine = result.Events().Single(line => line.GetProperty("event").GetString() == "machine").GetProperty("machine");
        var providers = machine.GetProperty("providers").EnumerateArray().ToArray();
        CollectionAssert.AreEqual(
            (string[])["cpu", "cuda", "tensorrt", "directml", "coreml", "openvino", "webgpu"],
            providers.Select(provider => provider.GetProperty("provider").GetString()).ToArray());
        Assert.IsTrue(providers[0].GetProperty("usable").GetBoolean());
        Assert.AreEqual("--provider", machine.GetProperty("policy").GetProperty("source").GetString());
        Assert.IsGreaterThan(0, machine.GetProperty("torchSharp").GetProperty("threads").GetInt32());
    }

    [TestMethod]
    [DataRow("directml", "Microsoft.ML.OnnxRuntime.DirectML")]
    [DataRow("plugin:/no/such/plugin.so", "/no/such/plugin.so")]
    public void Doctor_RequiredProviderMissing_IsCode5AndSaysWhatToAdd(string policy, string part)
    {
        var result = CommandLineResult.Run("doctor", "--provider", policy);

        result.AssertFailed(ExitCode.ProviderUnavailable, part);
        Assert.MatchesRegex(@"runs on +nothing\.", result.Output);
    }

    [TestMethod]
    public void Doctor_PreferredProviderMissing_RunsOnTheCpu()
    {
        var result = CommandLineResult.Run("doctor", "--provider", "directml;cpu");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Assert.MatchesRegex(@"runs on +cpu", result.Output);
    }

    [TestMethod]
    public void ThrowIfUnfit_NativeLibraryMissing_NamesThePackage()
    {
        var facts = OnnxRuntimeFacts.Read(() => throw new ProviderException("The native library was not found.", package: "Microsoft.ML.OnnxRuntime"));
        var report = MachineReport.Read(ProviderPolicy.Cpu) with { OnnxRuntime = facts };

        var failure = Assert.ThrowsExactly<ProviderException>(report.ThrowIfUnfit);

        Assert.AreEqual("The native library was not found.", failure.Message);
        Assert.AreEqual("Microsoft.ML.OnnxRuntime", failure.Package);
        Assert.IsNull(facts.NativeVersion);
    }
}
