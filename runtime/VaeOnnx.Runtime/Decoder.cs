using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Latents to images. Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.</summary>
public sealed partial class Decoder
{
    private readonly VaeBundle _bundle;
    private readonly GraphSession _session;

    internal Decoder(VaeBundle bundle, GraphSession session)
    {
        _bundle = bundle;
        _session = session;
        LatentDim = session.Input.Length;
        ImageLength = session.Outputs[0].Length;
    }

    /// <summary>The size of z.</summary>
    public int LatentDim { get; }

    /// <summary>The classes of a VAE that was trained with labels; 0 for any other.</summary>
    public int Classes => _session.Classes;

    /// <summary>The values of one image: C·H·W.</summary>
    public int ImageLength { get; }

    /// <summary>Decodes latents to float images.</summary>
    /// <param name="z">[N, LatentDim], finite.</param>
    /// <param name="images">[N, C, H, W], filled, in the manifest's pixel range.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, a value is not finite, or the labels are not one class an image.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Decode(ReadOnlySpan<float> z, Span<float> images, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(z, images, nameof(images), "z");
        Run(z, images, labels, cancellationToken);
    }

    /// <summary>Decodes latents to byte images.</summary>
    /// <param name="z">[N, LatentDim], finite.</param>
    /// <param name="images">[N, C, H, W], filled; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, a value is not finite, or the labels are not one class an image.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Decode(ReadOnlySpan<float> z, Span<byte> images, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) => Run(z, images, labels, cancellationToken);

    private void Run<TPixel>(ReadOnlySpan<float> z, Span<TPixel> images, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var count = Buffers.Count(z, LatentDim, nameof(z));
        Buffers.RequireLength<TPixel>(images, count, ImageLength, nameof(images));
        Buffers.RequireLabels(labels, count, _session.Classes);
        var batches = new Batches(count, _session.MaxBatch);
        using var call = _bundle.Enter(Operation.Decode, count);
        using var lease = _session.Rent();
        foreach (var batch in batches)
        {
            var input = batch.Of(z, LatentDim);
            if (_bundle.ChecksFinite)
                Finiteness.Require(input, nameof(z));
            lease.Workspace.Label(batch.LabelsOf(labels));
            _bundle.Pixels.RunInto(batch.Of(images, ImageLength), lease.Workspace, input, cancellationToken);
        }
    }
}
