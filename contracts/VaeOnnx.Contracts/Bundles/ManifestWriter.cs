using System.Buffers;
using System.Text.Json;

namespace VaeOnnx.Contracts;

/// <summary>A <see cref="BundleManifest"/> to <c>manifest.json</c>; the counterpart of <see cref="ManifestReader"/>. What is null is left out.</summary>
internal static class ManifestWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static byte[] Write(BundleManifest manifest)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(utf8, Indented))
        {
            Manifest(json, manifest);
        }

        return [.. utf8.WrittenSpan, (byte)'\n'];
    }

    /// <summary>How manifests spell an element type.</summary>
    public static string NameOf(ElementType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private static void Manifest(Utf8JsonWriter json, BundleManifest manifest)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", manifest.SchemaVersion);
        json.WriteString("bundleId", manifest.BundleId);
        Image(json, manifest.Image);
        if (manifest.Fit is { } fit)
            json.WriteString("fit", fit.ToName());
        if (manifest.LatentDim is { } latentDim)
            json.WriteNumber("latentDim", latentDim);
        if (manifest.Prior is { } prior)
            json.WriteString("prior", prior);
        if (manifest.Likelihood is { } likelihood)
            Likelihood(json, likelihood);
        List(json, "classNames", manifest.ClassNames, (json, name) => json.WriteStringValue(name));
        List(json, "graphs", manifest.Graphs, Graph);
        if (manifest.Probes is { } probes)
            Probes(json, probes);
        Data(json, manifest.Data);
        Map(json, "settings", manifest.Settings, (json, setting) => json.WriteStringValue(setting));
        Map(json, "packages", manifest.Packages, (json, version) => json.WriteStringValue(version));
        Map(json, "metrics", manifest.Metrics, (json, metric) => json.WriteNumberValue(metric));
        json.WriteEndObject();
    }

    private static void Image(Utf8JsonWriter json, ImageSpec image)
    {
        json.WriteStartObject("image");
        json.WriteNumber("channels", image.Channels);
        json.WriteNumber("height", image.Height);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("pixelMin", image.PixelMin);
        json.WriteNumber("pixelMax", image.PixelMax);
        json.WriteString("layout", image.Layout);
        json.WriteEndObject();
    }

    private static void Likelihood(Utf8JsonWriter json, LikelihoodSpec likelihood)
    {
        json.WriteStartObject("likelihood");
        json.WriteString("kind", likelihood.Kind.ToName());
        List(json, "scales", likelihood.Scales, (json, scale) => json.WriteNumberValue(scale));
        json.WriteEndObject();
    }

    private static void Graph(Utf8JsonWriter json, GraphEntry graph)
    {
        json.WriteStartObject();
        json.WriteString("role", graph.Role.ToName());
        json.WriteString("file", graph.File);
        json.WriteString("sha256", graph.Sha256);
        json.WriteNumber("bytes", graph.Bytes);
        json.WriteNumber("opset", graph.Opset);
        List(json, "inputs", graph.Inputs, Tensor);
        List(json, "outputs", graph.Outputs, Tensor);
        Parity(json, graph.Parity);
        if (graph.Tiling is { } tiling)
            Tiling(json, tiling);
        if (graph.Quantization is { } quantization)
            Quantization(json, quantization);
        json.WriteEndObject();
    }

    private static void Tiling(Utf8JsonWriter json, TilingSpec tiling)
    {
        json.WriteStartObject("tiling");
        json.WriteNumber("multiple", tiling.Multiple);
        json.WriteNumber("halo", tiling.Halo);
        json.WriteEndObject();
    }

    private static void Quantization(Utf8JsonWriter json, QuantizationRecord quantization)
    {
        json.WriteStartObject("quantization");
        json.WriteString("scheme", quantization.Scheme);
        json.WriteString("calibration", quantization.Calibration);
        json.WriteString("floatSha256", quantization.FloatSha256);
        List(json, "floatNodes", quantization.FloatNodes, (json, node) => json.WriteStringValue(node));
        List(json, "againstTrained", quantization.AgainstTrained, Output);
        json.WriteEndObject();
    }

    private static void Tensor(Utf8JsonWriter json, TensorSpec tensor)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteString("elementType", NameOf(tensor.ElementType));
        List(json, "shape", tensor.Shape, Axis);
        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, Dimension axis)
    {
        if (axis.IsFixed)
            json.WriteNumberValue(axis.Size);
        else
            json.WriteStringValue(axis.Name);
    }

    private static void Parity(Utf8JsonWriter json, ParityCertificate parity)
    {
        json.WriteStartObject("parity");
        json.WriteString("inputs", parity.Inputs);
        List(json, "batchSizes", parity.BatchSizes, (json, size) => json.WriteNumberValue(size));
        json.WriteNumber("absoluteTolerance", parity.AbsoluteTolerance);
        json.WriteNumber("relativeTolerance", parity.RelativeTolerance);
        List(json, "outputs", parity.Outputs, Output);
        json.WriteEndObject();
    }

    private static void Output(Utf8JsonWriter json, OutputParity output)
    {
        json.WriteStartObject();
        json.WriteString("output", output.Output);
        json.WriteNumber("maxAbsoluteDifference", output.MaxAbsoluteDifference);
        json.WriteNumber("maxRelativeDifference", output.MaxRelativeDifference);
        json.WriteEndObject();
    }

    private static void Probes(Utf8JsonWriter json, ProbeEntry probes)
    {
        json.WriteStartObject("probes");
        json.WriteString("file", probes.File);
        json.WriteString("sha256", probes.Sha256);
        json.WriteNumber("rows", probes.Rows);
        json.WriteEndObject();
    }

    private static void Data(Utf8JsonWriter json, DataProvenance data)
    {
        json.WriteStartObject("data");
        json.WriteString("name", data.Name);
        json.WriteString("sha256", data.Sha256);
        json.WriteNumber("trainingCount", data.TrainingCount);
        json.WriteNumber("validationCount", data.ValidationCount);
        if (data.TestCount is { } testCount)
            json.WriteNumber("testCount", testCount);
        if (data.Split is { } split)
            json.WriteString("split", split);
        json.WriteNumber("splitSeed", data.SplitSeed);
        if (data.SplitSha256 is { } splitSha256)
            json.WriteString("splitSha256", splitSha256);
        if (data.Storage is { } storage)
            json.WriteString("storage", storage);
        if (data.BitDepth is { } bitDepth)
            json.WriteNumber("bitDepth", bitDepth);
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void Map<T>(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> map, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            json.WritePropertyName(key);
            write(json, value);
        }

        json.WriteEndObject();
    }
}
