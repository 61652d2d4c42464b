using System.Text.Json.Serialization;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>How runs and results are written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DenoisingRun))]
[JsonSerializable(typeof(DenoisingResults))]
internal sealed partial class DenoisingJson : JsonSerializerContext;
