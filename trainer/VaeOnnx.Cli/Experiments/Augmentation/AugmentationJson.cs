using System.Text.Json.Serialization;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>How runs and results are written; a spread that a single seed does not have is "NaN".</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ArmRun))]
[JsonSerializable(typeof(AugmentationResults))]
internal sealed partial class AugmentationJson : JsonSerializerContext;
