using System.Text.Json;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>Every command on every kind of data: one table of what people have, one test a command that walks through it.</summary>
[TestClass]
public sealed class OwnImagesMatrixTests : IDisposable
{
    private const string Png16 = "16-bit PNG folder", Webp = "WebP folder", Npz = ".npz";
    private const int Samples = 7, Copies = 2, Pairs = 3, Steps = 4;

    private static readonly TemporaryFolder Home = new();

    private static readonly Dictionary<string, OwnData> Kinds = new()
    {
        [Png16] = new OwnData(() => SmallImages.WritePng16(Home["scans"], classes: 2), new Shape(16, 1, 21, 17), ["tone 0", "tone 1"], SmallImages.Count, ".png"),
        [Webp] = new OwnData(() => SmallImages.WriteWebp(Home["signs"]), new Shape(8, 3, 19, 14), ["class 0", "class 1", "class 2"], SmallImages.Count, ".WEBP"),
        [Npz] = new OwnData(() => SmallImages.WriteNpz(Home["set.npz"]), new Shape(8, 3, 12, 12), ["0", "1"], Count: 40, Extension: null),
    };

    private readonly TemporaryFolder _folder = new();

    [ClassCleanup]
    public static void CleanUp() => Home.Dispose();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(Png16, "vae", "vae.test_bits_per_dimension")]
    [DataRow(Webp, "vae", "vae.test_bits_per_dimension")]
    [DataRow(Npz, "vae", "vae.test_bits_per_dimension")]
    [DataRow(Png16, "denoiser", "denoiser.validation_loss")]
    [DataRow(Webp, "denoiser", "denoiser.validation_loss")]
    [DataRow(Npz, "denoiser", "denoiser.validation_loss")]
    [DataRow(Png16, "classifier", "classifier.test_accuracy")]
    [DataRow(Webp, "classifier", "classifier.test_accuracy")]
    [DataRow(Npz, "classifier", "classifier.test_accuracy")]
    public void Train_EachKind_MakesABundleThatVerifies(string kind, string model, string metric)
    {
        var data = Kinds[kind];
        var bundle = data.Bundle(model);

        var manifest = BundleManifest.Read(bundle);
        Assert.AreEqual(data.Shape, new Shape(manifest.Data.BitDepth, manifest.Image.Channels, manifest.Image.Height, manifest.Image.Width));
        CollectionAssert.AreEqual(data.ClassNames, manifest.ClassNames.ToArray());
        Assert.IsTrue(double.IsFinite(manifest.Metrics[metric]), metric);
        Assert.IsTrue(File.Exists(Path.Combine(bundle, "report.html")));
        Succeed("verify", bundle);
    }

    [TestMethod]
    [DataRow(Png16)]
    [DataRow(Webp)]
    [DataRow(Npz)]
    public void Sample_EachKind_WritesWhatItWasTrainedOn(string kind)
    {
        var data = Kinds[kind];
        var output = data.OutputIn(_folder);
        Succeed("sample", data.Bundle("vae"), "--count", $"{Samples}", "--seed", "9", "--out", output);

        // Of no image, so of no file: a folder holds PNG.
        AssertWritten(data with { Extension = data.Extension is null ? null : ".png" }, output, Samples, classNames: []);
        AssertLines(output, [.. Enumerable.Range(0, Samples).Select(i => new Line(i, null, 9, 0))]);
    }

    [TestMethod]
    [DataRow(Png16)]
    [DataRow(Webp)]
    [DataRow(Npz)]
    public void Augment_EachKind_WritesCopiesAsTheyCameIn(string kind)
    {
        var data = Kinds[kind];
        var output = data.OutputIn(_folder);
        Succeed("augment", data.Bundle("vae"), "--in", data.Path, "--copies", $"{Copies}", "--seed", "5", "--out", output);

        AssertWritten(data, output, Copies * data.Count, data.ClassNames);
        AssertLines(output, [.. Enumerable.Range(0, Copies * data.Count).Select(i => new Line(i % data.Count, data.LabelOf(i % data.Count), 5, i / data.Count))]);
    }

    [TestMethod]
    [DataRow(Png16)]
    [DataRow(Webp)]
    [DataRow(Npz)]
    public void Denoise_EachKind_WritesTheSameNamesAndLabels(string kind)
    {
        var data = Kinds[kind];
        var output = data.OutputIn(_folder);
        Succeed("denoise", data.Bundle("denoiser"), "--in", data.Path, "--out", output);

        AssertWritten(data, output, data.Count, data.ClassNames);
        AssertLines(output, [.. Enumerable.Range(0, data.Count).Select(i => new Line(i, data.LabelOf(i), null, 0))]);
        CollectionAssert.AreEqual(data.Images.Origins.Select(origin => origin.Path).ToArray(), ImageData.Read(output).Parts.Train.Origins.Select(origin => origin.Path).ToArray());
    }

    [TestMethod]
    [DataRow(Png16)]
    [DataRow(Webp)]
    [DataRow(Npz)]
    public void Interpolate_EachKind_WritesTheWaysByClass(string kind)
    {
        var data = Kinds[kind];
        var output = data.OutputIn(_folder);
        Succeed("interpolate", data.Bundle("vae"), "--in", data.Path, "--pairs", $"{Pairs}", "--steps", $"{Steps}", "--seed", "4", "--out", output);

        // Between two files, so of neither: a folder holds PNG. The classes take turns.
        AssertWritten(data with { Extension = data.Extension is null ? null : ".png" }, output, Pairs * Steps, data.ClassNames);
        var lines = ReadLines(output);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, Pairs * Steps).Select(i => (data.ClassNames[i / Steps % data.ClassNames.Length], i % Steps)).ToArray(),
            lines.Select(line => (line.GetProperty("label").GetString()!, line.GetProperty("draw").GetInt32())).ToArray());
        foreach (var way in lines.Chunk(Steps))
            AssertBetween(data, way);
    }

    // Each line of a way names the same two images, of the way's class.
    private static void AssertBetween(OwnData data, JsonElement[] way)
    {
        foreach (var line in way)
        {
            var (source, target) = (line.GetProperty("source").GetInt32(), line.GetProperty("target").GetInt32());
            Assert.AreEqual((way[0].GetProperty("source").GetInt32(), way[0].GetProperty("target").GetInt32()), (source, target));
            Assert.AreNotEqual(source, target);
            var label = line.GetProperty("label").GetString();
            Assert.AreEqual((label, label), (data.LabelOf(source), data.LabelOf(target)));
            if (data.Extension is null)
                continue;
            Assert.AreEqual(data.Images.Origins[source].Path, line.GetProperty("name").GetString());
            Assert.AreEqual(data.Images.Origins[target].Path, line.GetProperty("targetName").GetString());
        }
    }

    private static void AssertWritten(OwnData data, string output, int count, string[] classNames)
    {
        var images = ImageData.Read(output).Parts.Train;
        Assert.AreEqual((count, data.Shape), (images.Count, new Shape(images.BitDepth, images.Spec.Channels, images.Spec.Height, images.Spec.Width)));
        if (data.Extension is null)
        {
            Assert.AreEqual(classNames.Length > 0, images.IsLabelled);
            return;
        }

        CollectionAssert.AreEqual(classNames, images.ClassNames.ToArray());
        string[] folders = classNames.Length == 0 ? [""] : classNames;
        CollectionAssert.AreEqual(folders, images.Origins.Select(origin => Path.GetDirectoryName(origin.Path)!).Distinct().Order(StringComparer.Ordinal).ToArray());
        Assert.IsEmpty(images.Origins.Where(origin => !Path.GetExtension(origin.Path).Equals(data.Extension, StringComparison.OrdinalIgnoreCase)));
        if (data.Shape.BitDepth == 16)
            AssertNotBlownUp(images);
    }

    // 8 bits made 16 are multiples of 257.
    private static void AssertNotBlownUp(ImageSource images)
    {
        var samples = new ushort[images.Spec.Length];
        images.Read(0, samples);
        Assert.Contains(sample => sample % 257 != 0, samples);
    }

    private static void AssertLines(string output, Line[] expected)
    {
        CollectionAssert.AreEqual(expected, ReadLines(output).Select(Line.Of).ToArray());
    }

    // The manifest, each of whose lines has an output of its own.
    private static JsonElement[] ReadLines(string output)
    {
        var isFile = File.Exists(output);
        var lines = File.ReadLines(isFile ? output + ".jsonl" : Path.Combine(output, "manifest.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        var names = lines.Select(line => line.GetProperty("output").GetString()!).ToArray();
        Assert.HasCount(names.Length, names.Distinct());
        if (!isFile)
            Assert.IsEmpty(names.Where(name => !File.Exists(Path.Combine(output, name))));
        return lines;
    }

    private static void Succeed(params string[] args)
    {
        var result = CommandLineResult.Run(args);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
    }

    private sealed record Shape(int? BitDepth, int Channels, int Height, int Width);

    /// <summary>A line of an output's manifest, without the name of what was written.</summary>
    private sealed record Line(int Source, string? Label, ulong? Seed, int Draw)
    {
        public static Line Of(JsonElement line) => new(
            line.GetProperty("source").GetInt32(),
            line.TryGetProperty("label", out var label) ? label.GetString() : null,
            line.TryGetProperty("seed", out var seed) ? seed.GetUInt64() : null,
            line.GetProperty("draw").GetInt32());
    }

    /// <summary>Data as people have it; written and trained on when first asked for.</summary>
    /// <param name="Write">Makes it.</param>
    /// <param name="Shape">Bits and size of an image.</param>
    /// <param name="ClassNames">In the order of the labels.</param>
    /// <param name="Count">The images in its training part.</param>
    /// <param name="Extension">Of its files; null for one file of images.</param>
    private sealed record OwnData(Func<string> Write, Shape Shape, string[] ClassNames, int Count, string? Extension)
    {
        private readonly Lazy<string> _path = new(Write);
        private ImageSource? _images;
        private readonly Dictionary<string, string> _bundles = [];

        public string Path => _path.Value;

        public ImageSource Images => _images ??= ImageData.Read(Path).Parts.Train;

        public string LabelOf(int index) => Images.ClassNames[Images.Labels.Span[index]];

        public string OutputIn(TemporaryFolder folder) => folder[Extension is null ? "out.npz" : "out"];

        public string Bundle(string model)
        {
            lock (_bundles)
            {
                if (!_bundles.TryGetValue(model, out var bundle))
                    _bundles[model] = bundle = Train(model);
                return bundle;
            }
        }

        private string Train(string model)
        {
            var bundle = $"{Path}-{model}";
            string[] latent = model == "classifier" ? [] : ["--model", "conv", "--latent-dim", "3"];
            Succeed(["train", model, "--data", Path, "--width", "4", "--depth", "2", "--epochs", "1", "--batch-size", "16", "--threads", "1", "--out", bundle, .. latent]);
            return bundle;
        }
    }
}
