using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>A classic filter with the number that gives the highest PSNR on some images.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Number">Its number.</param>
internal sealed record TunedFilter(ClassicFilter Filter, double Number)
{
    /// <summary>Tries all choices.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="images">Training images, with the noise that is to go.</param>
    public static TunedFilter On(ClassicFilter filter, NoisyImages images) =>
        new(filter, filter.Choices.MaxBy(number => ImageQuality.Psnr(filter.Run(images.Noisy, images.Spec.Height, images.Spec.Width, number), images.Clean, images.Spec)));

    /// <summary>For example <c>σ in pixels 0.7</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Filter.Setting} {Number}");
}
