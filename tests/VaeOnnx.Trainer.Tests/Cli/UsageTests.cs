using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    [DataRow("", "--help")]
    [DataRow("fly", "vaeonnx --help")]
    [DataRow("inspect", "inspect --help")]
    [DataRow("data fetch cifar", "'cifar'")]
    [DataRow("data info --limit many", "many")]
    [DataRow("data info --limit 3 --offline", "--limit")]
    public void Run_WrongUsage_IsOneLineAndCode2(string line, string part) =>
        CommandLineResult.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).AssertFailed(ExitCode.Usage, part);

    [TestMethod]
    public void Run_MissingBundle_IsOneLineAndCode4() =>
        CommandLineResult.Run("inspect", "no/such/bundle").AssertFailed(ExitCode.BadArtifact, "no/such/bundle", "no such folder");

    [TestMethod]
    public void Run_MissingData_IsOneLineAndCode3() =>
        CommandLineResult.Run("data", "info", "--data", "no/such/data").AssertFailed(ExitCode.BadData, "no/such/data");

    [TestMethod]
    public void Run_Verbose_AddsTheStack()
    {
        var result = CommandLineResult.Run("inspect", "no/such/bundle", "--verbose");

        Assert.AreEqual(ExitCode.BadArtifact, result.Code);
        Assert.Contains(nameof(BundleException), result.Error);
        Assert.Contains("   at ", result.Error);
    }

    [TestMethod]
    public void Run_ExistingOutput_IsRefusedUnlessForced()
    {
        using var folder = new TemporaryFolder();
        SmallDigits.Write(folder.Path, train: 120, test: 30);
        var sheet = folder["sheet.png"];
        File.WriteAllText(sheet, "mine");

        CommandLineResult.Run("data", "info", "--data", folder.Path, "--sheet", sheet).AssertFailed(ExitCode.Usage, sheet, "--force");
        Assert.AreEqual("mine", File.ReadAllText(sheet));

        var forced = CommandLineResult.Run("data", "info", "--data", folder.Path, "--sheet", sheet, "--force");
        Assert.AreEqual(ExitCode.Done, forced.Code, forced.Error);
        Assert.AreEqual(0x89, File.ReadAllBytes(sheet)[0]);
    }

    [TestMethod]
    public void DataInfo_Folder_SaysWhichDataAndHowMany()
    {
        using var folder = new TemporaryFolder();
        SmallDigits.Write(folder.Path, train: 120, test: 30);

        var result = CommandLineResult.Run("data", "info", "--data", folder.Path);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Assert.StartsWith("Data: ", result.Output);
        Assert.MatchesRegex(@"images +\| +120 \| +30", result.Output);
        Assert.Contains(SyntheticDigits.Create(120, seed: 5).Sha256, result.Output);
    }
}
