using System.Text.Json.Serialization;

namespace VaeOnnx.Cli.Generation;

/// <summary>How a summary of gates is written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AcceptanceSummary))]
internal sealed partial class AcceptanceJson : JsonSerializerContext;
