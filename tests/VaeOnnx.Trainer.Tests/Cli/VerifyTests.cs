using System.Security.Cryptography;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Verify_WholeBundle_HasARowForEachGraph()
    {
        var result = CommandLineResult.Run("verify", BundleFixture.Folder);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        foreach (var role in Enum.GetValues<GraphRole>())
            Assert.MatchesRegex($@"(?m)^\| {role.ToFileName()} +\| +ok \| +ok \|", result.Output);
    }

    [TestMethod]
    [DataRow("encoder.onnx")]
    [DataRow("classifier.onnx")]
    [DataRow("probes.bin")]
    public void Verify_AlteredByte_IsABadArtifact(string file)
    {
        Copy();
        var bytes = File.ReadAllBytes(_folder[file]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder[file], bytes);

        CommandLineResult.Run("verify", _folder.Path).AssertFailed(ExitCode.BadArtifact, file);
    }

    [TestMethod]
    public void Verify_OutputsThatTheGraphsDoNotGive_AreABadArtifact()
    {
        // As an engine would fail that computes something else: the files are whole, the numbers differ.
        Copy();
        var probes = File.ReadAllBytes(_folder["probes.bin"]);
        BitConverter.TryWriteBytes(probes.AsSpan(^4..), 100f);
        File.WriteAllBytes(_folder["probes.bin"], probes);
        var manifest = BundleManifest.Read(_folder.Path);
        manifest = manifest with { Probes = manifest.Probes! with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(probes)) } };
        File.WriteAllBytes(_folder[BundleManifest.FileName], manifest.ToUtf8Json());

        CommandLineResult.Run("verify", _folder.Path).AssertFailed(ExitCode.BadArtifact, "classifier.onnx", "100 at element 9 of logits");
    }

    [TestMethod]
    public void Verify_MissingGraph_IsABadArtifact()
    {
        Copy();
        File.Delete(_folder["decoder.onnx"]);

        CommandLineResult.Run("verify", _folder.Path).AssertFailed(ExitCode.BadArtifact, "decoder.onnx");
    }

    [TestMethod]
    public void Inspect_Bundle_ShowsGraphsAndProofs()
    {
        var result = CommandLineResult.Run("inspect", BundleFixture.Folder);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        foreach (var part in (string[])["encoder.onnx", "images: float32 [batch,1,28,28]", "classifier.logits", "1,080 to train", "vae.epoch"])
            Assert.Contains(part, result.Output);
    }

    [TestMethod]
    public void Inspect_TwoBundles_ShowsMetricsAndWhatDiffers()
    {
        var manifest = BundleManifest.Read(BundleFixture.Folder);
        var other = manifest with
        {
            Settings = new Dictionary<string, string>(manifest.Settings) { ["vae.beta"] = "17.5" },
            Metrics = new Dictionary<string, double>(manifest.Metrics) { ["vae.of_its_own"] = 0.125 },
        };
        _folder.Write("other/manifest.json", other.ToUtf8Json());

        var result = CommandLineResult.Run("inspect", BundleFixture.Folder, _folder["other"], "--out", _folder["compared.md"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var lines = File.ReadAllLines(_folder["compared.md"]);
        Assert.Contains($"|  | {Path.GetFileName(BundleFixture.Folder)} | other |", lines);
        Assert.Contains("| vae.of_its_own |  | 0.125 |", lines);
        Assert.Contains($"| vae.beta | {manifest.Settings["vae.beta"]} | 17.5 |", lines);
        // The same in both.
        Assert.DoesNotContain("denoiser.hidden_dim", File.ReadAllText(_folder["compared.md"]));
        CommandLineResult.Run("inspect", BundleFixture.Folder, _folder["other"], "--out", _folder["compared.json"]).AssertFailed(ExitCode.Usage, "--out", ".md");
    }

    private void Copy()
    {
        foreach (var file in Directory.GetFiles(BundleFixture.Folder))
            File.Copy(file, _folder[Path.GetFileName(file)]);
    }
}
