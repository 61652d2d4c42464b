using System.Text.Json;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>--json and --quiet: what scripts rely on.</summary>
[TestClass]
public sealed class EventTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Json_OfATraining_TellsItsCourse()
    {
        var result = CommandLineResult.Run("train", "vae", "--json", "--data", BundleFixture.Data, "--epochs", "2", "--width", "16", "--latent-dim", "2", "--out", _folder["vae"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var events = result.Events();
        var names = events.Select(NameOf).ToArray();
        Assert.AreEqual("start", names[0]);
        Assert.AreEqual("train vae", events[0].GetProperty("command").GetString());
        Assert.AreEqual(1, events[0].GetProperty("version").GetInt32());
        Assert.AreEqual("done", names[^1]);
        var epochs = events.Where(line => NameOf(line) == "epoch").ToArray();
        Assert.HasCount(2, epochs);
        foreach (var loss in (string[])["training", "validation"])
        {
            foreach (var part in (string[])["total", "reconstruction", "klDivergence"])
                Assert.IsGreaterThan(0, epochs[1].GetProperty(loss).GetProperty(part).GetDouble());
        }

        Assert.IsGreaterThan(0, epochs[0].GetProperty("imagesPerSecond").GetDouble());
        var output = events.Single(line => NameOf(line) == "output");
        Assert.AreEqual("bundle", output.GetProperty("kind").GetString());
        Assert.AreEqual(_folder["vae"], output.GetProperty("path").GetString());
        foreach (var line in events)
            AssertIsInSchema(line);
    }

    [TestMethod]
    public void Json_OfATable_HasItsRows()
    {
        var table = CommandLineResult.Run("inspect", BundleFixture.Folder, "--json").Events().First(line => NameOf(line) == "table");

        Assert.HasCount(table.GetProperty("header").GetArrayLength(), table.GetProperty("rows")[0].EnumerateArray());
        AssertIsInSchema(table);
    }

    [TestMethod]
    [DataRow("inspect no/such/bundle --json", ExitCode.BadArtifact)]
    [DataRow("fly --json", ExitCode.Usage)]
    public void Json_OfAFailure_EndsWithItsCodeAndLine(string line, object code)
    {
        var result = CommandLineResult.Run(line.Split(' '));

        result.AssertFailed((ExitCode)code);
        var failed = result.Events()[^1];
        Assert.AreEqual("failed", NameOf(failed));
        Assert.AreEqual((int)(ExitCode)code, failed.GetProperty("code").GetInt32());
        Assert.Contains(failed.GetProperty("message").GetString()!, result.Error);
        AssertIsInSchema(failed);
    }

    [TestMethod]
    public void Quiet_OfACommand_PrintsNothing()
    {
        var result = CommandLineResult.Run("verify", BundleFixture.Folder, "--quiet");

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Assert.AreEqual("", result.Output + result.Error);
    }

    [TestMethod]
    public void QuietAndJson_Together_AreWrongUsage() =>
        CommandLineResult.Run("verify", BundleFixture.Folder, "--quiet", "--json").AssertFailed(ExitCode.Usage, "--quiet", "--json");

    private static string NameOf(JsonElement line) => line.GetProperty("event").GetString()!;

    // Names alone: a property that the published schema does not have, or one that it requires and that is missing, breaks a reader.
    private static void AssertIsInSchema(JsonElement line)
    {
        var schema = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schema", "events.schema.json")));
        var kind = schema.GetProperty("anyOf").EnumerateArray().Single(kind => kind.GetProperty("properties").GetProperty("event").GetProperty("const").GetString() == NameOf(line));
        var known = kind.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToArray();
        foreach (var property in line.EnumerateObject())
            CollectionAssert.Contains(known, property.Name, line.ToString());
        foreach (var required in kind.GetProperty("required").EnumerateArray())
            Assert.IsTrue(line.TryGetProperty(required.GetString()!, out _), $"{required} in {line}");
    }
}
