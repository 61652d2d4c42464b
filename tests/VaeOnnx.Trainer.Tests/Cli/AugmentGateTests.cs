using System.Text.Json;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>augment in shards, with gates, with the originals.</summary>
[TestClass]
public sealed class AugmentGateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Images => Path.Combine(BundleFixture.Data, "t10k-images-idx3-ubyte");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Augment_Shards_AreTheWholeBitForBit(bool gated)
    {
        string[] args = ["augment", BundleFixture.Folder, "--in", Images, "--copies", "2", "--with-originals", "--seed", "4", "--scale", "2", .. gated ? (string[])["--confirm", "--max-draws", "3"] : []];
        var sheet = _folder["sheet.png"];
        Succeed([.. args, "--out", _folder["whole-images-idx3-ubyte"], "--sheet", sheet]);
        var whole = IdxFile.Read(_folder["whole-images-idx3-ubyte"], _folder["whole-labels-idx1-ubyte"]);
        Assert.IsTrue(gated ? whole.Count is > 200 and < 600 : whole.Count == 600, $"{whole.Count} of 600");

        var (pixels, labels, lines) = (new List<byte>(), new List<int>(), new List<string>());
        for (var shard = 1; shard <= 4; shard++)
        {
            Succeed([.. args, "--shard", $"{shard}/4", "--out", _folder[$"{shard}-images-idx3-ubyte.gz"], "--sheet", sheet, "--force"]);
            var part = IdxFile.Read(_folder[$"{shard}-images-idx3-ubyte.gz"], _folder[$"{shard}-labels-idx1-ubyte.gz"]);
            pixels.AddRange(part.Pixels.Span);
            labels.AddRange(part.Labels.Span);
            lines.AddRange(Lines($"{shard}-images-idx3-ubyte.gz.jsonl"));
        }

        CollectionAssert.AreEqual(whole.Pixels.ToArray(), pixels);
        CollectionAssert.AreEqual(whole.Labels.ToArray(), labels);
        CollectionAssert.AreEqual(Lines("whole-images-idx3-ubyte.jsonl"), lines);
    }

    [TestMethod]
    public void Augment_ShardsOfAFolder_AreTheFilesOfTheWhole()
    {
        var originals = IdxFile.Read(Images, Path.Combine(BundleFixture.Data, "t10k-labels-idx1-ubyte")).Take(23);
        using (var output = ImageOutput.Create(_folder["digits"], new ImageOutputPlan { Storage = ImageStorage.Folder, Spec = originals.Spec, Count = 23, ClassNames = originals.ClassNames }))
        {
            for (var i = 0; i < 23; i++)
                output.Write([.. originals.Image(i).ToArray().Select(b => b / 255f)], new OutputImage { SourceIndex = i, Label = originals.Labels.Span[i] });
            output.Complete();
        }

        string[] args = ["augment", BundleFixture.Folder, "--in", _folder["digits"], "--copies", "2", "--seed", "8"];
        Succeed([.. args, "--out", _folder["whole"]]);
        for (var shard = 1; shard <= 4; shard++)
            Succeed([.. args, "--shard", $"{shard}/4", "--out", _folder[$"part{shard}"]]);

        var whole = Files("whole");
        var parts = Enumerable.Range(1, 4).SelectMany(shard => Files($"part{shard}")).ToDictionary();
        Assert.HasCount(46, whole);
        CollectionAssert.AreEquivalent(whole.Keys, parts.Keys);
        foreach (var (name, bytes) in whole)
            CollectionAssert.AreEqual(bytes, parts[name], name);
    }

    [TestMethod]
    public void Augment_Gates_KeepWhatPassesAndSaySo()
    {
        var result = CommandLineResult.Run("augment", BundleFixture.Folder, "--in", Images, "--seed", "4", "--scale", "2", "--confirm", "--novel", "--data", BundleFixture.Data,
            "--novel-quantile", "0.3", "--max-draws", "2", "--out", _folder["new-images-idx3-ubyte"], "--summary", _folder["gates.json"]);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);

        using var bundle = VaeBundle.Load(BundleFixture.Folder);
        var kept = IdxFile.Read(_folder["new-images-idx3-ubyte"], _folder["new-labels-idx1-ubyte"]);
        var predicted = new int[kept.Count];
        bundle.Classifier.Classify(kept.Pixels.Span, predicted);
        // The gate saw floats, the file has bytes: an image on the border of two classes may tip over.
        Assert.IsLessThanOrEqualTo(1, kept.Labels.ToArray().Zip(predicted).Count(pair => pair.First != pair.Second));

        var summary = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(_folder["gates.json"]));
        var total = summary.GetProperty("total");
        Assert.AreEqual((200, kept.Count), (total.GetProperty("images").GetInt32(), total.GetProperty("accepted").GetInt32()));
        Assert.AreEqual(200 - kept.Count, total.GetProperty("dropped").GetInt32());
        Assert.IsTrue(total.GetProperty("unconfirmed").GetInt32() > 0 && total.GetProperty("copies").GetInt32() > 0, summary.ToString());
        Assert.AreEqual(kept.Count, summary.GetProperty("classes").EnumerateArray().Sum(line => line.GetProperty("accepted").GetInt32()));
        Assert.Contains("What the gates let pass", result.Output);
        Assert.Contains("Copies are images within", result.Output);
    }

    [TestMethod]
    public void Augment_WithOriginals_DoublesTheData()
    {
        Succeed("augment", BundleFixture.Folder, "--in", Images, "--with-originals", "--out", _folder["two-images-idx3-ubyte"]);

        var (originals, both) = (IdxFile.Read(Images), IdxFile.Read(_folder["two-images-idx3-ubyte"]));
        Assert.AreEqual(400, both.Count);
        CollectionAssert.AreEqual(originals.Pixels.ToArray(), both.Pixels[..originals.Pixels.Length].ToArray());
        CollectionAssert.AreNotEqual(originals.Pixels.ToArray(), both.Pixels[originals.Pixels.Length..].ToArray());
    }

    [TestMethod]
    [DataRow("--shard", "5/4", "--shard")]
    [DataRow("--shard", "1/900", "no images")]
    [DataRow("--summary", "gates.json", "--confirm")]
    [DataRow("--data", "images", "--novel")]
    public void Augment_WhatCannotBe_IsWrongUsage(string option, string value, string part)
    {
        CommandLineResult.Run("augment", BundleFixture.Folder, "--in", Images, option, option is "--summary" or "--data" ? _folder[value] : value, "--out", _folder["x"]).AssertFailed(ExitCode.Usage, part);
        Assert.IsFalse(File.Exists(_folder["x"]));
    }

    private Dictionary<string, byte[]> Files(string name) =>
        Directory.GetFiles(_folder[name], "*.png", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(_folder[name], file), File.ReadAllBytes);

    // Without the place in the file, which begins anew in every shard.
    private string[] Lines(string name) => [.. File.ReadLines(_folder[name]).Select(line => line[line.IndexOf(',', StringComparison.Ordinal)..])];

    private static void Succeed(params string[] args)
    {
        var result = CommandLineResult.Run(args);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
    }
}
