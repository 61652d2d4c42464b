using System.Text;
using System.Text.Json.Nodes;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

[TestClass]
public sealed class BundleManifestTests
{
    [TestMethod]
    public void Parse_WhatWasWritten_KeepsEveryField()
    {
        var json = Full().ToUtf8Json();
        CollectionAssert.AreEqual(json, BundleManifest.Parse(json).ToUtf8Json());
        Assert.AreEqual((byte)'\n', json[^1]);
    }

    /// <summary>The file's spelling is a promise to every reader: names, enumerations as words, shapes as numbers and names.</summary>
    [TestMethod]
    public void ToUtf8Json_Spelling_IsTheSchema()
    {
        var root = JsonNode.Parse(Full().ToUtf8Json())!;
        Assert.AreEqual(1, (int)root["schemaVersion"]!);
        Assert.AreEqual("id-1", (string)root["bundleId"]!);
        Assert.AreEqual("decoder", (string)root["graphs"]![0]!["role"]!);
        Assert.AreEqual("""{"name":"z","elementType":"float32","shape":["batch",20]}""", root["graphs"]![0]!["inputs"]![0]!.ToJsonString());
        Assert.AreEqual(0.991, (double)root["metrics"]!["classifier.test_accuracy"]!);
        Assert.AreEqual(28, (int)root["image"]!["height"]!);
        Assert.IsNull(root["image"]!["length"]);
    }

    /// <summary>The file was written by an earlier version's generated serialiser. Later fields may be added; those that are there keep value and spelling.</summary>
    [TestMethod]
    public void ToUtf8Json_CommittedManifest_KeepsEveryFieldOfTheFile()
    {
        var path = Path.Combine(Repository.Root, "artifacts", "mnist", BundleManifest.FileName);
        var committed = File.ReadAllBytes(path);
        var written = BundleManifest.Parse(committed, path).ToUtf8Json();
        AreKept(JsonNode.Parse(committed), JsonNode.Parse(written), "$");
    }

    [TestMethod]
    public void Parse_FieldOfANewerLibrary_IsPassedOver()
    {
        var root = JsonNode.Parse(Full().ToUtf8Json())!;
        root["colour"] = new JsonObject { ["profile"] = "srgb" };
        Assert.AreEqual("id-1", BundleManifest.Parse(Encoding.UTF8.GetBytes(root.ToJsonString())).BundleId);
    }

    [TestMethod]
    public void Parse_OnlyWhatMustBeThere_TakesTheDefaults()
    {
        var root = JsonNode.Parse(Full().ToUtf8Json())!.AsObject();
        foreach (var field in new[] { "schemaVersion", "latentDim", "prior", "classNames", "settings", "packages", "metrics" })
            Assert.IsTrue(root.Remove(field));
        foreach (var field in new[] { "pixelMin", "pixelMax", "layout" })
            Assert.IsTrue(root["image"]!.AsObject().Remove(field));
        var manifest = BundleManifest.Parse(Encoding.UTF8.GetBytes(root.ToJsonString()));
        Assert.AreEqual(BundleManifest.CurrentSchemaVersion, manifest.SchemaVersion);
        Assert.AreEqual((0f, 1f, "NCHW"), (manifest.Image.PixelMin, manifest.Image.PixelMax, manifest.Image.Layout));
        Assert.IsNull(manifest.LatentDim);
        Assert.AreEqual(0, manifest.ClassNames.Count + manifest.Settings.Count + manifest.Packages.Count + manifest.Metrics.Count);
    }

    [TestMethod]
    public void Parse_ManifestOfFields_ReadsThem()
    {
        var manifest = BundleManifest.Parse(Full().ToUtf8Json());
        Assert.AreEqual(20, manifest.LatentDim);
        Assert.AreEqual(784, manifest.Image.Length);
        Assert.AreEqual(TensorSpec.Float32("z", Dimension.Batch, 20), manifest.Find(GraphRole.Decoder)!.Inputs[0]);
        Assert.IsNull(manifest.Find(GraphRole.Encoder));
        Assert.AreEqual(1e-5, manifest.Graphs[0].Parity.AbsoluteTolerance);
    }

    [TestMethod]
    public void Parse_QuantizedGraph_KeepsItsRecord()
    {
        var full = Full();
        var record = new QuantizationRecord
        {
            Scheme = "uint8 activations",
            Calibration = "512 images",
            FloatSha256 = new string('c', 64),
            FloatNodes = ["logits.Gemm"],
            AgainstTrained = [new OutputParity { Output = "reconstruction", MaxAbsoluteDifference = 0.03, MaxRelativeDifference = 0.2 }],
        };
        var json = (full with { Graphs = [full.Graphs[0] with { Quantization = record }] }).ToUtf8Json();

        var read = BundleManifest.Parse(json);

        CollectionAssert.AreEqual(json, read.ToUtf8Json());
        var found = read.Graphs[0].Quantization!;
        Assert.AreEqual((record.Scheme, record.Calibration, record.FloatSha256), (found.Scheme, found.Calibration, found.FloatSha256));
        CollectionAssert.AreEqual((string[])["logits.Gemm"], found.FloatNodes.ToArray());
        Assert.AreEqual(record.AgainstTrained[0], found.AgainstTrained[0]);
        Assert.IsNull(BundleManifest.Parse(full.ToUtf8Json()).Graphs[0].Quantization);
    }

    [TestMethod]
    public void Parse_GraphOfAnySize_KeepsItsTiling()
    {
        var tiling = new TilingSpec { Multiple = 8, Halo = 36 };
        var manifest = Full() with { Graphs = [Full().Graphs[0] with { Role = GraphRole.Denoiser, Tiling = tiling }] };

        Assert.AreEqual(tiling, BundleManifest.Parse(manifest.ToUtf8Json()).Graphs[0].Tiling);

        Assert.AreEqual("""{"multiple":8,"halo":36}""", JsonNode.Parse(manifest.ToUtf8Json())!["graphs"]![0]!["tiling"]!.ToJsonString());
        Assert.AreEqual((8, 8, 16), (tiling.RoundUp(1), tiling.RoundUp(8), tiling.RoundUp(9)));
    }

    [TestMethod]
    [DataRow(GraphRole.Encoder, 8, 0)]
    [DataRow(GraphRole.Denoiser, 0, 0)]
    [DataRow(GraphRole.Denoiser, 12, 0)]
    [DataRow(GraphRole.Denoiser, 2048, 0)]
    [DataRow(GraphRole.Denoiser, 8, -1)]
    public void Parse_TilingThatNoGraphCanHave_IsRefused(GraphRole role, int multiple, int halo)
    {
        var manifest = Full() with { Graphs = [Full().Graphs[0] with { Role = role, Tiling = new TilingSpec { Multiple = multiple, Halo = halo } }] };

        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => BundleManifest.Parse(manifest.ToUtf8Json())).Message, "tiling");
    }

    [TestMethod]
    [DataRow("schemaVersion", "2", "schema version 1 to 1, found 2")]
    [DataRow("schemaVersion", "0", "schema version 1 to 1, found 0")]
    [DataRow("bundleId", "\"\"", "a bundle id")]
    [DataRow("bundleId", "null", "a property 'bundleId' at $, found none")]
    [DataRow("graphs", "[]", "at least one graph")]
    [DataRow("graphs", "[null]", "an object at $.graphs[0], found null")]
    [DataRow("graphs", "null", "a property 'graphs' at $, found none")]
    [DataRow("latentDim", "0", "a latent size")]
    [DataRow("latentDim", "1e400", "a whole number of 32 bits at $.latentDim, found 1e400")]
    [DataRow("latentDim", "\"20\"", "a whole number of 32 bits at $.latentDim, found \"20\"")]
    [DataRow("classNames", "[null]", "text at $.classNames[0], found null")]
    [DataRow("classNames", "{}", "a list at $.classNames, found {}")]
    [DataRow("metrics", "{\"psnr\":\"3\"}", "a number at $.metrics.psnr")]
    [DataRow("settings", "[]", "an object at $.settings, found []")]
    [DataRow("data.splitSeed", "-1", "a whole number of 64 bits from 0 at $.data.splitSeed, found -1")]
    [DataRow("image.channels", "2", "1, 3 or 4 channels")]
    [DataRow("image.height", "0", "pixels a side")]
    [DataRow("image.width", "100000", "pixels a side")]
    [DataRow("image.layout", "\"NHWC\"", "layout NCHW")]
    [DataRow("image.pixelMax", "0", "pixelMin below pixelMax")]
    [DataRow("graphs.0.role", "\"painter\"", "one of encoder, decoder, denoiser, classifier at $.graphs[0].role, found \"painter\"")]
    [DataRow("graphs.0.role", "1", "text at $.graphs[0].role, found 1")]
    [DataRow("graphs.0.file", "\"../decoder.onnx\"", "a plain file name")]
    [DataRow("graphs.0.file", "\"a\\\\b.onnx\"", "a plain file name")]
    [DataRow("graphs.0.file", "\"C:x\"", "a plain file name")]
    [DataRow("graphs.0.file", "\"..\"", "a plain file name")]
    [DataRow("graphs.0.file", "\"\"", "a plain file name")]
    [DataRow("graphs.0.sha256", "\"ABC\"", "a SHA-256")]
    [DataRow("graphs.0.bytes", "0", "a length above 0")]
    [DataRow("graphs.0.inputs", "[]", "inputs and outputs")]
    [DataRow("graphs.0.inputs", "[null]", "an object at $.graphs[0].inputs[0], found null")]
    [DataRow("graphs.0.inputs.0.elementType", "\"float33\"", "one of float32, float64, ")]
    [DataRow("graphs.0.inputs.0.elementType", "\"0\"", "one of float32, float64, ")]
    [DataRow("graphs.0.inputs.0.shape", "[-1]", "a size from 0 or the name of a free axis at $.graphs[0].inputs[0].shape[0], found -1")]
    [DataRow("graphs.0.inputs.0.name", "\" \"", "a name at $.graphs[0].inputs[0].name")]
    public void Parse_OneFieldWrong_SaysWhich(string field, string json, string expected)
    {
        var root = JsonNode.Parse(Full().ToUtf8Json())!;
        Set(root, field, json, out var text);
        var error = Assert.ThrowsExactly<BundleException>(() => BundleManifest.Parse(Encoding.UTF8.GetBytes(text), "somewhere/manifest.json"));
        StringAssert.Contains(error.Message, expected);
        StringAssert.StartsWith(error.Message, "somewhere/manifest.json: expected ");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("{}")]
    [DataRow("""{"schemaVersion":1,"schemaVersion":1}""")]
    [DataRow("""{"schemaVersion":1,"schema\u0056ersion":1}""")]
    [DataRow("""{"bundleId":"\ud800"}""")]
    public void Parse_NoManifest_IsRefused(string text) =>
        Assert.ThrowsExactly<BundleException>(() => BundleManifest.Parse(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    public void Parse_TextThatIsNotUtf8_IsRefused()
    {
        var json = Full().ToUtf8Json();
        json[json.AsSpan().IndexOf("id-1"u8)] = 0xFF;
        Assert.ThrowsExactly<BundleException>(() => BundleManifest.Parse(json));
    }

    /// <summary>Whatever a disk or a stranger did to the file: it is a manifest or it is refused, and nothing else happens.</summary>
    [TestMethod]
    public void Parse_DamagedManifest_IsReadOrRefused()
    {
        var (whole, random, refused) = (Full().ToUtf8Json(), new Random(5), 0);
        for (var time = 0; time < 5000; time++)
        {
            var damaged = (byte[])whole.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                BundleManifest.Parse(damaged.AsMemory(0, random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length));
            }
            catch (BundleException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(1000, refused);
    }

    [TestMethod]
    public void Parse_TwoGraphsOfOneRole_IsRefused()
    {
        var twice = Full() with { Graphs = [Full().Graphs[0], Full().Graphs[0]] };
        StringAssert.Contains(Assert.ThrowsExactly<BundleException>(() => BundleManifest.Parse(twice.ToUtf8Json())).Message, "2 graphs with the role 'decoder'");
    }

    [TestMethod]
    public void Read_MissingFolder_SaysSo()
    {
        var error = Assert.ThrowsExactly<BundleException>(() => BundleManifest.Read(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())));
        Assert.AreEqual("no such folder", error.Found);
    }

    private static void AreKept(JsonNode? old, JsonNode? now, string at)
    {
        if (old is JsonObject fields)
        {
            foreach (var (name, value) in fields)
                AreKept(value, now![name], $"{at}.{name}");
        }
        else if (old is JsonArray items)
        {
            Assert.HasCount(items.Count, now!.AsArray(), at);
            for (var i = 0; i < items.Count; i++)
                AreKept(items[i], now[i], $"{at}[{i}]");
        }
        else
        {
            Assert.AreEqual(old?.ToJsonString(), now?.ToJsonString(), at);
        }
    }

    private static void Set(JsonNode root, string field, string json, out string text)
    {
        const string Mark = "@@value@@";
        var parts = field.Split('.');
        var node = root;
        foreach (var part in parts[..^1])
            node = int.TryParse(part, out var index) ? node[index]! : node[part]!;
        node[parts[^1]] = Mark;
        text = root.ToJsonString().Replace($"\"{Mark}\"", json, StringComparison.Ordinal);
    }

    private static BundleManifest Full() => new()
    {
        BundleId = "id-1",
        Image = new ImageSpec { Channels = 1, Height = 28, Width = 28 },
        LatentDim = 20,
        Prior = "standard-normal",
        Fit = ImageFit.Cover,
        ClassNames = ["zero", "one"],
        Graphs =
        [
            new GraphEntry
            {
                Role = GraphRole.Decoder,
                File = "decoder.onnx",
                Sha256 = new string('a', 64),
                Bytes = 1234,
                Opset = 17,
                Inputs = [TensorSpec.Float32("z", Dimension.Batch, 20)],
                Outputs = [TensorSpec.Float32("reconstruction", Dimension.Batch, 1, 28, 28)],
                Parity = new ParityCertificate
                {
                    Inputs = "held-out images",
                    BatchSizes = [1, 64],
                    AbsoluteTolerance = 1e-5,
                    RelativeTolerance = 1e-4,
                    Outputs = [new OutputParity { Output = "reconstruction", MaxAbsoluteDifference = 1e-7, MaxRelativeDifference = 2e-7 }],
                },
            },
        ],
        Data = new DataProvenance { Name = "mnist", Sha256 = new string('b', 64), TrainingCount = 54_000, ValidationCount = 6_000, TestCount = 10_000, Split = "validation drawn, test given", SplitSeed = ulong.MaxValue, SplitSha256 = new string('c', 64), Storage = "numpy", BitDepth = 16 },
        Settings = new Dictionary<string, string> { ["vae.epochs"] = "20" },
        Packages = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" },
        Metrics = new Dictionary<string, double> { ["classifier.test_accuracy"] = 0.991 },
    };
}
