using System.Text.Json;

namespace VaeOnnx.Contracts;

/// <summary>
/// <c>manifest.json</c> to a <see cref="BundleManifest"/>, field by field: a generated serialiser makes this assembly 57 kB larger,
/// a fifth of the size that an app may have to carry for all of VaeOnnx. Unknown fields are passed over, so that a schema can gain some.
/// </summary>
internal static class ManifestReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">Text in it is not UTF-8, or half a surrogate pair.</exception>
    /// <exception cref="BundleException">A field is missing or of another type, or the schema is newer.</exception>
    public static BundleManifest Read(ReadOnlyMemory<byte> utf8, string path)
    {
        using var document = JsonDocument.Parse(utf8, Strict);
        return Manifest(new JsonPlace(path, "$", document.RootElement), path);
    }

    private static BundleManifest Manifest(JsonPlace json, string path)
    {
        var version = json.Find("schemaVersion")?.Int32() ?? BundleManifest.CurrentSchemaVersion;
        ManifestRules.CheckSchemaVersion(version, path); // before the rest: another schema may have other fields
        return new BundleManifest
        {
            SchemaVersion = version,
            BundleId = json["bundleId"].String(),
            Image = Image(json["image"]),
            Fit = json.Find("fit")?.OneOf<ImageFit>(ImageFitExtensions.ToName),
            LatentDim = json.Find("latentDim")?.Int32(),
            Prior = json.Find("prior")?.String(),
            Likelihood = json.Find("likelihood") is { } likelihood ? Likelihood(likelihood) : null,
            ClassNames = json.Find("classNames")?.List(name => name.String()) ?? [],
            Graphs = json["graphs"].List(Graph),
            Probes = json.Find("probes") is { } probes ? Probes(probes) : null,
            Data = Data(json["data"]),
            Settings = json.Find("settings")?.Map(setting => setting.String()) ?? [],
            Packages = json.Find("packages")?.Map(version => version.String()) ?? [],
            Metrics = json.Find("metrics")?.Map(metric => metric.Double()) ?? [],
        };
    }

    private static ImageSpec Image(JsonPlace json) => new()
    {
        Channels = json["channels"].Int32(),
        Height = json["height"].Int32(),
        Width = json["width"].Int32(),
        PixelMin = json.Find("pixelMin")?.Single() ?? 0,
        PixelMax = json.Find("pixelMax")?.Single() ?? 1,
        Layout = json.Find("layout")?.String() ?? ImageSpec.Nchw,
    };

    private static LikelihoodSpec Likelihood(JsonPlace json) => new()
    {
        Kind = json["kind"].OneOf<LikelihoodKind>(LikelihoodKindExtensions.ToName),
        Scales = json.Find("scales")?.List(scale => scale.Single()) ?? [],
    };

    private static GraphEntry Graph(JsonPlace json) => new()
    {
        Role = json["role"].OneOf<GraphRole>(GraphRoleExtensions.ToName),
        File = json["file"].String(),
        Sha256 = json["sha256"].String(),
        Bytes = json["bytes"].Int64(),
        Opset = json["opset"].Int32(),
        Inputs = json["inputs"].List(Tensor),
        Outputs = json["outputs"].List(Tensor),
        Parity = Parity(json["parity"]),
        Tiling = json.Find("tiling") is { } tiling ? Tiling(tiling) : null,
        Quantization = json.Find("quantization") is { } quantization ? Quantization(quantization) : null,
    };

    private static TilingSpec Tiling(JsonPlace json) => new()
    {
        Multiple = json["multiple"].Int32(),
        Halo = json["halo"].Int32(),
    };

    private static QuantizationRecord Quantization(JsonPlace json) => new()
    {
        Scheme = json["scheme"].String(),
        Calibration = json["calibration"].String(),
        FloatSha256 = json["floatSha256"].String(),
        FloatNodes = json["floatNodes"].List(node => node.String()),
        AgainstTrained = json["againstTrained"].List(Output),
    };

    private static TensorSpec Tensor(JsonPlace json) =>
        new(json["name"].Name(), json["elementType"].OneOf<ElementType>(ManifestWriter.NameOf), json["shape"].List(axis => axis.Axis()));

    private static ParityCertificate Parity(JsonPlace json) => new()
    {
        Inputs = json["inputs"].String(),
        BatchSizes = json["batchSizes"].List(size => size.Int32()),
        AbsoluteTolerance = json["absoluteTolerance"].Double(),
        RelativeTolerance = json["relativeTolerance"].Double(),
        Outputs = json["outputs"].List(Output),
    };

    private static OutputParity Output(JsonPlace json) => new()
    {
        Output = json["output"].String(),
        MaxAbsoluteDifference = json["maxAbsoluteDifference"].Double(),
        MaxRelativeDifference = json["maxRelativeDifference"].Double(),
    };

    private static ProbeEntry Probes(JsonPlace json) => new()
    {
        File = json["file"].String(),
        Sha256 = json["sha256"].String(),
        Rows = json["rows"].Int32(),
    };

    private static DataProvenance Data(JsonPlace json) => new()
    {
        Name = json["name"].String(),
        Sha256 = json["sha256"].String(),
        TrainingCount = json["trainingCount"].Int32(),
        ValidationCount = json["validationCount"].Int32(),
        TestCount = json.Find("testCount")?.Int32(),
        Split = json.Find("split")?.String(),
        SplitSeed = json["splitSeed"].UInt64(),
        SplitSha256 = json.Find("splitSha256")?.String(),
        Storage = json.Find("storage")?.String(),
        BitDepth = json.Find("bitDepth")?.Int32(),
    };
}
