using System.Text.Json.Serialization;

namespace VaeOnnx.Contracts;

/// <summary>Serialisation without reflection: it works trimmed and compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(GraphRoleConverter), typeof(TensorSpecConverter)])]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
