using System.Text;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class ConfigFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("{ \"vae\": {\n \"latnetDim\": 3 } }", 2, "vae.latnetDim: unknown setting; known in vae: ", "latentDim")]
    [DataRow("{ \"date\": {} }", 1, "date: unknown section; known: ", "data")]
    [DataRow("{ \"vae\": {\n\n \"epochs\": \"many\" } }", 3, "vae.epochs: expected a whole number from 1, got \"many\"", "")]
    [DataRow("{ \"vae\": { \"epochs\": 2.5 } }", 1, "vae.epochs: expected a whole number from 1, got 2.5", "")]
    [DataRow("{ \"vae\": { \"epochs\": 0 } }", 1, "vae.epochs: expected a whole number from 1, got 0", "")]
    [DataRow("{ \"vae\": { \"epochs\": null } }", 1, "vae.epochs: expected a whole number from 1, got null", "")]
    [DataRow("{ \"vae\": { \"learningRate\": -1 } }", 1, "vae.learningRate: expected a number above 0, got -1", "")]
    [DataRow("{ \"vae\": { \"optimizer\": \"adm\" } }", 1, "vae.optimizer: expected one of adam, sgd, got \"adm\"", "")]
    [DataRow("{ \"vae\": { \"optimizer\": 1 } }", 1, "vae.optimizer: expected one of adam, sgd, got 1", "")]
    [DataRow("{ \"data\": { \"offline\": \"yes\" } }", 1, "data.offline: expected true or false, got \"yes\"", "")]
    [DataRow("{ \"data\": { \"path\": 3 } }", 1, "data.path: expected text, got 3", "")]
    [DataRow("{ \"denoiser\": { \"noise\": \"rain:1\" } }", 1, "denoiser.noise: expected a mix of noise", "rain")]
    [DataRow("{ \"vae\": { \"seed\": 1,\n \"seed\": 2 } }", 2, "vae.seed: this setting is here twice", "")]
    [DataRow("{ \"vae\": 3 }", 1, "vae: expected an object", "")]
    [DataRow("[]", 1, "expected an object", "")]
    [DataRow("{ \"vae\": {\n \"seed\": 1\n", 3, "no JSON", "")]
    [DataRow("{} {}", 1, "no JSON", "")]
    [DataRow("", 1, "no JSON", "")]
    public void Parse_Mistake_IsToldWithItsLine(string text, int line, string part, string other)
    {
        var message = Assert.ThrowsExactly<UsageException>(() => ConfigFile.Parse(Encoding.UTF8.GetBytes(text), "my.json")).Message;

        Assert.StartsWith($"my.json, line {line}: ", message);
        Assert.Contains(part, message);
        Assert.Contains(other, message);
    }

    [TestMethod]
    public void Parse_CommentsAndTrailingCommas_AreAllowed()
    {
        var config = ConfigFile.Parse("\uFEFF{ // why\n \"vae\": { \"seed\": 18446744073709551615, }, }"u8, "my.json");

        Assert.AreEqual(ulong.MaxValue, config.Section("vae")["seed"]!.GetValue<ulong>());
    }

    [TestMethod]
    public void Train_FileAndFlags_FlagsWinAndAllIsRecorded()
    {
        // The data's path is relative to the file, the bundle's too.
        Directory.CreateDirectory(_folder["settings"]);
        var data = Path.GetRelativePath(_folder["settings"], BundleFixture.Data).Replace('\\', '/');
        File.WriteAllText(_folder["settings", "my.json"], $$"""
            {
              "data": { "path": "{{data}}", "limit": 300, "validation": 0.2 },
              "vae": { "out": "../bundle", "epochs": 1, "width": 16, "latentDim": 3, "threads": 1, "seed": 7 }
            }
            """);

        var result = CommandLineResult.Run("train", "vae", "--config", _folder["settings", "my.json"], "--latent-dim", "4");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var manifest = BundleManifest.Read(_folder["bundle"]);
        Assert.AreEqual(4, manifest.LatentDim);
        Assert.AreEqual(60, manifest.Data.ValidationCount);
        foreach (var (key, value) in (IEnumerable<(string, string)>)[("data.limit", "300"), ("data.validation", "0.2"), ("vae.latentDim", "4"), ("vae.width", "16"), ("vae.threads", "1"), ("vae.seed", "7"), ("vae.schedule", "cosine")])
            Assert.AreEqual(value, manifest.Settings[key], key);
        Assert.IsFalse(manifest.Settings.Values.Any(value => value.Contains("bundle", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Init_File_IsOneThatEveryCommandReads()
    {
        Assert.AreEqual(ExitCode.Done, CommandLineResult.Run("init", "--out", _folder["deep", "mine.json"], "--data", BundleFixture.Data, "--limit", "700", "--skip-broken").Code);
        Assert.AreEqual(ConfigSchema.Text, File.ReadAllText(_folder["deep", ConfigSchema.FileName]));
        var text = File.ReadAllText(_folder["deep", "mine.json"]);

        Assert.Contains($"\"$schema\": \"{ConfigSchema.FileName}\"", text);
        Assert.Contains("\"skipBroken\": true", text);
        var info = CommandLineResult.Run("data", "info", "--config", _folder["deep", "mine.json"]);
        Assert.AreEqual(ExitCode.Done, info.Code, info.Error);
        Assert.Contains("|      700 |", info.Output);
        CommandLineResult.Run("init", "--out", _folder["deep", "mine.json"]).AssertFailed(ExitCode.Usage, "--force");
        // Every setting that there is, and nothing else.
        foreach (var section in SettingsJson.Options.GetTypeInfo(typeof(Configuration)).Properties.Where(property => property.PropertyType != typeof(string)))
        {
            var written = ConfigFile.Parse(Encoding.UTF8.GetBytes(text), _folder["mine.json"]).Section(section.Name).Select(pair => pair.Key).ToArray();
            CollectionAssert.AreEquivalent(Setting.Of(section.PropertyType).Select(setting => setting.Key).ToArray(), written, section.Name);
        }
    }

    [TestMethod]
    public void Read_SampleOfTheRepository_IsOneThatCanBeUsed() =>
        Assert.AreEqual("64x64", ConfigFile.Read(Path.Combine(Repository.Root, "samples", "sign-digits", "vaeonnx.json")).Section("data")["size"]!.GetValue<string>());

    [TestMethod]
    public void Run_MissingFile_IsWrongUsage() =>
        CommandLineResult.Run("data", "info", "--config", _folder["nothing.json"]).AssertFailed(ExitCode.Usage, "--config", "nothing.json");

    [TestMethod]
    public void Run_MissingOut_IsWrongUsage() =>
        CommandLineResult.Run("train", "vae", "--data", BundleFixture.Data).AssertFailed(ExitCode.Usage, "--out", "vae.out");
}
