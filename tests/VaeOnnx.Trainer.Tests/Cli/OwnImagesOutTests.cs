using System.Text.Json;
using SkiaSharp;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>augment, denoise, sample and interpolate: the same kind comes out as came in.</summary>
[TestClass]
public sealed class OwnImagesOutTests : IDisposable
{
    private static readonly TemporaryFolder Home = new();

    private static readonly Lazy<string> Signs = new(() => SmallImages.WriteWebp(Home["signs"]));

    private static readonly Lazy<string> SignsVae = new(() => Train("vae", Signs.Value, Home["signs-vae"]));

    private readonly TemporaryFolder _folder = new();

    [ClassCleanup]
    public static void CleanUp() => Home.Dispose();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Augment_WebpFolder_KeepsClassesKindAndSize()
    {
        Succeed("augment", SignsVae.Value, "--in", Signs.Value, "--copies", "2", "--seed", "5", "--out", _folder["more"], "--sheet", _folder["sheet.png"]);

        var written = Directory.GetFiles(_folder["more"], "*.webp", new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive });
        Assert.HasCount(2 * SmallImages.Count, written);
        CollectionAssert.AreEquivalent(new[] { "class 0", "class 1", "class 2" }, written.Select(file => Path.GetFileName(Path.GetDirectoryName(file))).Distinct().ToArray());
        using var picture = SKBitmap.Decode(written[0]);
        Assert.AreEqual((19, 14), (picture.Height, picture.Width));
        var lines = File.ReadLines(_folder["more", "manifest.jsonl"]).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        Assert.HasCount(2 * SmallImages.Count, lines);
        var last = lines[^1];
        Assert.AreEqual((59, 5, 1), (last.GetProperty("source").GetInt32(), last.GetProperty("seed").GetInt32(), last.GetProperty("draw").GetInt32()));
        Assert.IsTrue(File.Exists(_folder["more", last.GetProperty("output").GetString()!]));

        CommandLineResult.Run("augment", SignsVae.Value, "--in", Signs.Value, "--out", _folder["more"]).AssertFailed(ExitCode.Usage, "--force");
        Succeed("augment", SignsVae.Value, "--in", Signs.Value, "--out", _folder["more"], "--force");
    }

    [TestMethod]
    public void Augment_FolderOfOwnFiles_IsNeverReplaced()
    {
        _folder.Write("mine/diary.txt", [1]);

        CommandLineResult.Run("augment", SignsVae.Value, "--in", Signs.Value, "--out", _folder["mine"], "--force").AssertFailed(ExitCode.Usage, "mine");
        Assert.IsTrue(File.Exists(_folder["mine", "diary.txt"]));
    }

    [TestMethod]
    public void Denoise_Png16_WritesSixteenBits()
    {
        var scans = SmallImages.WritePng16(_folder["scans"]);
        Train("denoiser", scans, _folder["bundle"]);
        Succeed("denoise", _folder["bundle"], "--in", scans, "--out", _folder["clean"], "--sheet", _folder["sheet.png"]);

        var clean = ImageData.Read(_folder["clean"]).Parts.Train;
        Assert.AreEqual((16, SmallImages.Count, 1, 21, 17), (clean.BitDepth, clean.Count, clean.Spec.Channels, clean.Spec.Height, clean.Spec.Width));
        CollectionAssert.AreEqual(ImageData.Read(scans).Parts.Train.Origins.Select(origin => origin.Path).ToArray(), clean.Origins.Select(origin => origin.Path).ToArray());
        // Not 8 bits blown up: those are multiples of 257.
        var samples = new ushort[clean.Spec.Length];
        clean.Read(0, samples);
        Assert.Contains(sample => sample % 257 != 0, samples);
    }

    [TestMethod]
    public void Augment_Npz_GivesNpz()
    {
        var archive = SmallImages.WriteNpz(_folder["set.npz"]);
        Train("vae", archive, _folder["bundle"]);
        Succeed("augment", _folder["bundle"], "--in", archive, "--part", "test", "--copies", "3", "--out", _folder["more.npz"]);

        var more = ImageData.Read(_folder["more.npz"]).Parts.Train;
        Assert.AreEqual((30, 3, 12), (more.Count, more.Spec.Channels, more.Spec.Height));
        Assert.IsTrue(more.IsLabelled);
    }

    [TestMethod]
    public void Augment_OtherSizes_AreFittedAndUndone()
    {
        var large = _folder["large"];
        for (var i = 0; i < 4; i++)
            _folder.Write($"large/a/{i}.png", Data.ImageFiles.PictureBytes.Encode(40, 30, shift: i));

        CommandLineResult.Run("augment", SignsVae.Value, "--in", large, "--out", _folder["more"]).AssertFailed(ExitCode.BadData, "3×19×14", "3×40×30", "--fit");
        Succeed("augment", SignsVae.Value, "--in", large, "--fit", "resize", "--out", _folder["more"]);
        using var picture = SKBitmap.Decode(_folder["more", "a", "0.png"]);
        Assert.AreEqual((40, 30), (picture.Height, picture.Width));
    }

    [TestMethod]
    public void Sample_Folder_IsNumberedAndTheSameForTheSameSeed()
    {
        foreach (var name in (string[])["a", "b"])
            Succeed("sample", SignsVae.Value, "--count", "70", "--seed", "3", "--out", _folder[name], "--sheet", _folder[name + ".png"]);

        var files = Directory.GetFiles(_folder["a"], "*.png").Order(StringComparer.Ordinal).ToArray();
        Assert.HasCount(70, files);
        foreach (var file in files)
            CollectionAssert.AreEqual(File.ReadAllBytes(file), File.ReadAllBytes(_folder["b", Path.GetFileName(file)]));
    }

    [TestMethod]
    public void Sample_LikeGivenImages_DrawsByTheirClasses()
    {
        string[] args = ["sample", SignsVae.Value, "--in", Signs.Value, "--count", "9", "--seed", "3"];
        var result = CommandLineResult.Run([.. args, "--out", _folder["like"]]);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Succeed([.. args, "--out", _folder["again"]]);
        Succeed([.. args, "--class", "class 1", "--out", _folder["ones"]]);
        Succeed("sample", SignsVae.Value, "--count", "9", "--seed", "3", "--out", _folder["prior"]);

        Assert.Contains("60 images: 3 Gaussians, one a class", result.Output);
        var like = ImageData.Read(_folder["like"]).Parts.Train;
        CollectionAssert.AreEqual(new[] { 3, 3, 3 }, DataSummary.Of(like).Classes.Select(named => named.Count).ToArray());
        Assert.AreEqual(like.Sha256, ImageData.Read(_folder["again"]).Parts.Train.Sha256);
        CollectionAssert.AreEqual(new[] { "class 1" }, ImageData.Read(_folder["ones"]).Parts.Train.ClassNames.ToArray());
        // The same noise, placed elsewhere.
        CollectionAssert.AreNotEqual(File.ReadAllBytes(_folder["like", "class 0", "000000.png"]), File.ReadAllBytes(_folder["prior", "000000.png"]));
    }

    [TestMethod]
    public void Sample_BundleOf16BitFiles_HasThatDepthUnlessAFlagSaysOtherwise()
    {
        var bundle = Train("vae", SmallImages.WritePng16(_folder["scans"]), _folder["bundle"]);
        Succeed("sample", bundle, "--count", "3", "--out", _folder["samples"]);
        Succeed("sample", bundle, "--count", "3", "--out", _folder["bytes"], "--bits", "8");
        Succeed("sample", bundle, "--count", "3", "--out", _folder["few.npz"]);

        Assert.AreEqual(("folder", (int?)16), (BundleManifest.Read(bundle).Data.Storage, BundleManifest.Read(bundle).Data.BitDepth));
        foreach (var (name, depth) in (IEnumerable<(string, int)>)[("samples", 16), ("bytes", 8), ("few.npz", 16)])
            Assert.AreEqual((depth, 3), (ImageData.Read(_folder[name]).Parts.Train.BitDepth, ImageData.Read(_folder[name]).Parts.Train.Count), name);
        CommandLineResult.Run("sample", bundle, "--out", _folder["x-idx3-ubyte"]).AssertFailed(ExitCode.Usage, "--out", "--bits 8");
        CommandLineResult.Run("sample", bundle, "--out", _folder["x"], "--bits", "12").AssertFailed(ExitCode.Usage, "--bits", "8", "16");
    }

    [TestMethod]
    public void Sample_BundleOfAnArchive_IsAnArchiveUnlessAFlagSaysOtherwise()
    {
        var bundle = Train("vae", SmallImages.WriteNpz(_folder["set.npz"]), _folder["bundle"]);
        CommandLineResult.Run("sample", bundle, "--out", _folder["samples"]).AssertFailed(ExitCode.Usage, "samples.npz", "--as folder");
        Succeed("sample", bundle, "--count", "4", "--as", "folder", "--out", _folder["pictures"]);
        Succeed("sample", bundle, "--count", "4", "--out", _folder["samples.npz"]);

        Assert.HasCount(4, Directory.GetFiles(_folder["pictures"], "*.png"));
        Assert.AreEqual(4, ImageData.Read(_folder["samples.npz"]).Parts.Train.Count);
    }

    [TestMethod]
    public void Augment_Listing_GivesAListingWithItsLabels()
    {
        SmallImages.WriteWebp(_folder["signs"]);
        File.WriteAllLines(_folder["list.csv"], ["path,label", .. Directory.GetFiles(_folder["signs"], "*", SearchOption.AllDirectories).Select(file => $"{Path.GetRelativePath(_folder.Path, file)},{Path.GetFileName(Path.GetDirectoryName(file))}")]);
        Succeed("augment", SignsVae.Value, "--in", _folder["list.csv"], "--out", _folder["more"]);

        var more = ImageData.Read(_folder["more", "listing.csv"]).Parts.Train;
        Assert.AreEqual((SmallImages.Count, 3), (more.Count, more.ClassNames.Count));
    }

    [TestMethod]
    public void Interpolate_Folder_WritesTheWaysByClass()
    {
        Succeed("interpolate", SignsVae.Value, "--in", Signs.Value, "--pairs", "6", "--steps", "5", "--way", "spherical", "--out", _folder["between"], "--sheet", _folder["sheet.png"]);

        var between = ImageData.Read(_folder["between"]).Parts.Train;
        Assert.AreEqual((30, 3), (between.Count, between.ClassNames.Count));
        Succeed("interpolate", SignsVae.Value, "--in", Signs.Value, "--pairs", "2", "--across-classes", "--out", _folder["across"]);
        Assert.IsFalse(ImageData.Read(_folder["across"]).Parts.Train.IsLabelled);
    }

    [TestMethod]
    public void Conditional_Vae_AugmentsAndSamplesByClass()
    {
        var bundle = Train("vae", Signs.Value, _folder["bundle"], "--conditional");
        Succeed("verify", bundle);
        Succeed("augment", bundle, "--in", Signs.Value, "--out", _folder["more"]);
        Succeed("sample", bundle, "--count", "9", "--out", _folder["samples"], "--sheet", _folder["sheet.png"]);
        Succeed("sample", bundle, "--count", "4", "--class", "class 2", "--out", _folder["twos"]);

        Assert.Contains("by class", File.ReadAllText(Path.Combine(bundle, "report.html")));
        Assert.HasCount(SmallImages.Count, ImageData.Read(_folder["more"]).Parts.Train.Origins);
        CollectionAssert.AreEqual(new[] { 3, 3, 3 }, DataSummary.Of(ImageData.Read(_folder["samples"]).Parts.Train).Classes.Select(named => named.Count).ToArray());
        Assert.HasCount(4, Directory.GetFiles(_folder["twos", "class 2"]));
        Directory.CreateDirectory(_folder["some"]);
        Directory.Move(_folder["twos", "class 2"], _folder["some", "class 2"]);
        CommandLineResult.Run("sample", bundle, "--in", _folder["some"], "--out", _folder["x"]).AssertFailed(ExitCode.BadData, "class 0");
        CommandLineResult.Run("sample", bundle, "--class", "ten", "--out", _folder["x"]).AssertFailed(ExitCode.Usage, "class 2");
        CommandLineResult.Run("sample", SignsVae.Value, "--class", "class 2", "--out", _folder["x"]).AssertFailed(ExitCode.Usage, "--conditional");
        Succeed("interpolate", bundle, "--in", Signs.Value, "--pairs", "3", "--steps", "4", "--out", _folder["between"], "--sheet", _folder["between.png"]);
        CollectionAssert.AreEqual(new[] { 4, 4, 4 }, DataSummary.Of(ImageData.Read(_folder["between"]).Parts.Train).Classes.Select(named => named.Count).ToArray());
        var across = CommandLineResult.Run("interpolate", bundle, "--in", Signs.Value, "--pairs", "3", "--across-classes", "--out", _folder["across"]);
        Assert.AreEqual(ExitCode.Done, across.Code, across.Error);
        Assert.Contains("the class is blended", across.Output);
    }

    private static string Train(string model, string data, string bundle, params string[] more)
    {
        Succeed(["train", model, "--data", data, "--model", "conv", "--width", "4", "--depth", "2", "--latent-dim", "3", "--epochs", "1", "--batch-size", "16", "--threads", "1", "--out", bundle, .. more]);
        return bundle;
    }

    private static void Succeed(params string[] args)
    {
        var result = CommandLineResult.Run(args);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
    }
}
