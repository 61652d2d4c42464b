using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Generation;

/// <summary>One image of an augmentation.</summary>
/// <param name="Pass">The copy, from 0; −1 for an original.</param>
/// <param name="Source">The index of the original.</param>
/// <param name="Values">C·H·W values in the pixel range.</param>
/// <param name="From">For the output's manifest.</param>
internal sealed record AugmentedImage(int Pass, int Source, ReadOnlyMemory<float> Values, OutputImage From);
