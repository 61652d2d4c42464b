using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// What a denoiser sees of each sample and what it is asked for: noise put on clean images (<see cref="NoiseMix"/>), two images of the
/// same thing (<see cref="PairedTargets"/>), or noisy images alone (<see cref="BlindSpot"/>).
/// </summary>
public abstract record DenoisingTask
{
    private protected DenoisingTask()
    {
    }

    /// <summary>How many images of the model's a sample holds, one after the other in its channels.</summary>
    internal virtual int ImagesASample => 1;

    /// <summary>Whether the loss counts only some of the values.</summary>
    internal virtual bool IsMasked => false;

    /// <summary>What samples are like for a model of some images.</summary>
    internal ImageSpec SampleSpec(ImageSpec image) => image with { Channels = ImagesASample * image.Channels };

    /// <summary>What the model would see of samples: for looking at what it makes of them.</summary>
    internal virtual ImageSource Seen(ImageSource samples) => samples;

    /// <summary>Makes one sample's part of a batch: a function of its arguments alone.</summary>
    /// <param name="sample">[ImagesASample · C, H, W].</param>
    /// <param name="spec">The sample's size.</param>
    /// <param name="views">To be filled.</param>
    /// <param name="seed">Draws.</param>
    /// <param name="index">The sample's.</param>
    /// <param name="step">The training's.</param>
    internal abstract void Fill(ReadOnlySpan<float> sample, ImageSpec spec, TaskViews views, ulong seed, long index, int step);
}
