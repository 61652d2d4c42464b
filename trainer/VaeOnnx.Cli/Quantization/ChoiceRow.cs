using VaeOnnx.Export;

namespace VaeOnnx.Cli.Quantization;

/// <summary>What one way of quantising everything costs on the validation images.</summary>
/// <param name="Activations">The integers of activations.</param>
/// <param name="Ranges">How ranges were chosen.</param>
/// <param name="Sizes">The files, and how far off their outputs are.</param>
/// <param name="Quality">What was lost.</param>
/// <param name="Speed">At the batch size of the target.</param>
internal sealed record ChoiceRow(ActivationType Activations, RangeMethod Ranges, IReadOnlyList<GraphSize> Sizes, IReadOnlyList<QualityRow> Quality, IReadOnlyList<SpeedRow> Speed);
