using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>New images from the prior.</summary>
public sealed partial class Decoder
{
    /// <summary>Decodes z ~ N(0, I) to float images. Image i depends on the seed, <c>firstSampleIndex + i</c> and the draw only.</summary>
    /// <param name="images">[N, C, H, W], filled, in the manifest's pixel range.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="firstSampleIndex">The index of the first image, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">The buffer holds no whole number of images, an index is out of its range, or the labels are not one class an image.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Sample(Span<float> images, ulong seed, long firstSampleIndex = 0, int draw = 0, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        RunPrior(images, seed, firstSampleIndex, draw, labels, cancellationToken);

    /// <summary>Decodes z ~ N(0, I) to byte images. Image i depends on the seed, <c>firstSampleIndex + i</c> and the draw only.</summary>
    /// <param name="images">[N, C, H, W], filled; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="firstSampleIndex">The index of the first image, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">The buffer holds no whole number of images, an index is out of its range, or the labels are not one class an image.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Sample(Span<byte> images, ulong seed, long firstSampleIndex = 0, int draw = 0, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        RunPrior(images, seed, firstSampleIndex, draw, labels, cancellationToken);

    private void RunPrior<TPixel>(Span<TPixel> images, ulong seed, long firstSampleIndex, int draw, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var count = Buffers.Count<TPixel>(images, ImageLength, nameof(images));
        Buffers.RequireLabels(labels, count, _session.Classes);
        var batches = new Batches(count, _session.MaxBatch);
        using var call = _bundle.Enter(Operation.Sample, count);
        using var lease = _session.Rent();
        foreach (var batch in batches)
        {
            var z = lease.Workspace.Input(batch.Count);
            SeededNoise.FillNormal(z, LatentDim, seed, checked(firstSampleIndex + batch.First), draw);
            lease.Workspace.Label(batch.LabelsOf(labels));
            _bundle.Pixels.RunInto(batch.Of(images, ImageLength), lease.Workspace, z, cancellationToken);
        }
    }
}
