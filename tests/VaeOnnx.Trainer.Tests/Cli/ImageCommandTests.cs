using System.Text.Json;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>augment, denoise and sample: IDX in, IDX out.</summary>
[TestClass]
public sealed class ImageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Images => Path.Combine(BundleFixture.Data, "t10k-images-idx3-ubyte");

    private static string Labels => Path.Combine(BundleFixture.Data, "t10k-labels-idx1-ubyte");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Denoise_File_GivesWhatTheRuntimeGives()
    {
        Succeed("denoise", BundleFixture.Folder, "--in", Images, "--out", _folder["clean.gz"], "--sheet", _folder["sheet.png"]);

        using var bundle = VaeBundle.Load(BundleFixture.Folder);
        var expected = bundle.Denoiser.Denoise(Values(IdxFile.Read(Images)));
        CollectionAssert.AreEqual(Rounded(expected), IdxFile.Read(_folder["clean.gz"]).Pixels.ToArray());
        Assert.AreEqual(0x1f, File.ReadAllBytes(_folder["clean.gz"])[0]);
        Assert.AreEqual(0x89, File.ReadAllBytes(_folder["sheet.png"])[0]);
    }

    [TestMethod]
    public void Augment_TwoCopies_RepeatsLabelsAndVariesDraws()
    {
        Succeed("augment", BundleFixture.Folder, "--in", Images, "--labels", Labels, "--copies", "2", "--seed", "9",
            "--out", _folder["more"], "--labels-out", _folder["labels"], "--sheet", _folder["sheet.png"]);

        var originals = IdxFile.Read(Images, Labels);
        var generated = IdxFile.Read(_folder["more"], _folder["labels"]);
        Assert.AreEqual(2 * originals.Count, generated.Count);
        CollectionAssert.AreEqual((int[])[.. originals.Labels.Span, .. originals.Labels.Span], generated.Labels.ToArray());

        using var bundle = VaeBundle.Load(BundleFixture.Folder);
        for (var draw = 0; draw < 2; draw++)
        {
            var expected = Rounded(bundle.Augmenter.Augment(Values(originals), new AugmentOptions { Seed = 9, Draw = draw }));
            CollectionAssert.AreEqual(expected, generated.Pixels.Slice(draw * expected.Length, expected.Length).ToArray());
        }
    }

    [TestMethod]
    public void Augment_SameSeed_GivesSameFile()
    {
        foreach (var (name, seed) in (IEnumerable<(string, string)>)[("a", "1"), ("b", "1"), ("c", "2")])
            Succeed("augment", BundleFixture.Folder, "--in", Images, "--seed", seed, "--jitter", "relative", "--out", _folder[name]);

        CollectionAssert.AreEqual(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["b"]));
        CollectionAssert.AreNotEqual(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["c"]));
    }

    [TestMethod]
    public void Sample_Count_GivesAsManyAndAPrefixOfMore()
    {
        Succeed("sample", BundleFixture.Folder, "--count", "5", "--seed", "4", "--out", _folder["five-idx3"], "--sheet", _folder["sheet.png"]);
        Succeed("sample", BundleFixture.Folder, "--count", "300", "--seed", "4", "--out", _folder["many-idx3"]);

        var five = IdxFile.Read(_folder["five-idx3"]);
        Assert.AreEqual(5, five.Count);
        CollectionAssert.AreEqual(five.Pixels.ToArray(), IdxFile.Read(_folder["many-idx3"]).Take(5).Pixels.ToArray());
    }

    [TestMethod]
    public void Denoise_ImagesOfAnotherSize_AreBadData()
    {
        IdxFile.WriteImages(_folder["small"], new ImageSpec { Channels = 1, Height = 5, Width = 4 }, new byte[40]);

        CommandLineResult.Run("denoise", BundleFixture.Folder, "--in", _folder["small"], "--out", _folder["out"])
            .AssertFailed(ExitCode.BadData, "small", "1×28×28", "1×5×4");
        Assert.IsFalse(File.Exists(_folder["out"]));
    }

    [TestMethod]
    public void Denoise_MissingInput_IsBadData() =>
        CommandLineResult.Run("denoise", BundleFixture.Folder, "--in", _folder["nothing"], "--out", _folder["out"]).AssertFailed(ExitCode.BadData, "nothing");

    [TestMethod]
    public void Denoise_ExistingOutput_IsLeftAlone()
    {
        var mine = _folder.Write("mine", [1, 2, 3]);

        CommandLineResult.Run("denoise", BundleFixture.Folder, "--in", Images, "--out", mine).AssertFailed(ExitCode.Usage, "--force");
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, File.ReadAllBytes(mine));
    }

    [TestMethod]
    public void Augment_NamesOfMnist_NeedNoNamesForLabels()
    {
        Succeed("augment", BundleFixture.Folder, "--in", Images, "--out", _folder["more-images-idx3-ubyte"]);

        var originals = IdxFile.Read(Images, Labels);
        CollectionAssert.AreEqual(originals.Labels.ToArray(), IdxFile.Read(_folder["more-images-idx3-ubyte"], _folder["more-labels-idx1-ubyte"]).Labels.ToArray());
        var line = JsonSerializer.Deserialize<JsonElement>(File.ReadLines(_folder["more-images-idx3-ubyte.jsonl"]).ElementAt(7));
        Assert.AreEqual((7, 1, 0), (line.GetProperty("source").GetInt32(), line.GetProperty("seed").GetInt32(), line.GetProperty("draw").GetInt32()));
    }

    [TestMethod]
    [DataRow("--labels-out")]
    [DataRow("--sheet")]
    public void Augment_TwoOutputsOfOneName_AreRefused(string option)
    {
        CommandLineResult.Run(["augment", BundleFixture.Folder, "--in", Images, "--out", _folder["out"], option, _folder["x", "..", "out"], .. option == "--sheet" ? (string[])[] : ["--labels", Labels]])
            .AssertFailed(ExitCode.Usage, "--out", option);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [TestMethod]
    public void Sample_OutputThatCannotBeWritten_IsFoundBeforeTheWork()
    {
        var file = _folder.Write("file", [1]);

        // The bundle does not exist: the output is looked at first.
        CommandLineResult.Run("sample", _folder["no-bundle"], "--out", Path.Combine(file, "below", "out")).AssertFailed(ExitCode.Usage, "--out", "cannot be written");
        CommandLineResult.Run("sample", _folder["no-bundle"], "--out", _folder["out"], "--sheet", _folder.Path, "--force").AssertFailed(ExitCode.Usage, "--sheet", "is a folder");
        CommandLineResult.Run("sample", _folder["no-bundle"], "--out", _folder["new", "deep", "out"]).AssertFailed(ExitCode.BadArtifact, "no-bundle");
        CollectionAssert.AreEqual(new[] { file }, Directory.GetFileSystemEntries(_folder.Path));
    }

    [TestMethod]
    public void Sample_AbsentProvider_IsCode5() =>
        CommandLineResult.Run("sample", BundleFixture.Folder, "--provider", "coreml", "--out", _folder["out"]).AssertFailed(ExitCode.ProviderUnavailable, "coreml");

    [TestMethod]
    public void Sample_UnknownProvider_IsWrongUsage() =>
        CommandLineResult.Run("sample", BundleFixture.Folder, "--provider", "abacus", "--out", _folder["out"]).AssertFailed(ExitCode.Usage, "abacus");

    private static float[] Values(ImageSet images)
    {
        var values = new float[images.Count * images.Spec.Length];
        images.Gather([.. Enumerable.Range(0, images.Count)], values);
        return values;
    }

    private static byte[] Rounded(float[] values) => Array.ConvertAll(values, value => (byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f));

    private static void Succeed(params string[] args)
    {
        var result = CommandLineResult.Run(args);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
    }
}
