using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Samples are pairs, as <see cref="MixedImages.Pair"/> makes them: the first image is seen, the second asked for. Where the second is
/// clean, this is plain supervision; where it is another noisy copy, it is Noise2Noise (Lehtinen et al. 2018, arXiv 1803.04189): noise
/// that is zero on average and independent of the first copy's cannot be predicted, so the clean image is learned.
/// </summary>
public sealed record PairedTargets : DenoisingTask
{
    internal override int ImagesASample => 2;

    /// <summary>As a checkpoint's identity names it.</summary>
    public override string ToString() => "pairs";

    /// <summary>The second image of each pair.</summary>
    /// <param name="samples">Pairs.</param>
    public static ImageSource TargetsOf(ImageSource samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new ChannelSlice(samples, samples.Spec.Channels / 2, samples.Spec.Channels / 2);
    }

    /// <summary>The first image of each pair.</summary>
    /// <param name="samples">Pairs.</param>
    public static ImageSource InputsOf(ImageSource samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new ChannelSlice(samples, 0, samples.Spec.Channels / 2);
    }

    internal override ImageSource Seen(ImageSource samples) => InputsOf(samples);

    internal override void Fill(ReadOnlySpan<float> sample, ImageSpec spec, TaskViews views, ulong seed, long index, int step)
    {
        sample[..(sample.Length / 2)].CopyTo(views.Input);
        sample[(sample.Length / 2)..].CopyTo(views.Target);
    }
}
