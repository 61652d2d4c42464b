namespace VaeOnnx.Runtime;

/// <summary>
/// Fills missing pixels: starts from the middle of the pixel range, then encodes the image, decodes mu and takes the missing pixels, and only
/// those, from the reconstruction, over and over. It is the imputation of Rezende, Mohamed and Wierstra (2014, arXiv 1401.4082, appendix F)
/// with the posterior's mean in place of its samples. Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.
/// </summary>
public sealed class Inpainter
{
    /// <summary>The iterations where none are given.</summary>
    public const int DefaultIterations = 16;

    private readonly VaeBundle _bundle;
    private readonly GraphSession _encoder;
    private readonly GraphSession _decoder;
    private readonly float _unknown;
    private readonly int _maxBatch;

    internal Inpainter(VaeBundle bundle, GraphSession encoder, GraphSession decoder)
    {
        _bundle = bundle;
        _encoder = encoder;
        _decoder = decoder;
        var image = bundle.Manifest.Image;
        _unknown = image.PixelMin + ((image.PixelMax - image.PixelMin) / 2);
        _maxBatch = Math.Min(encoder.MaxBatch, decoder.MaxBatch);
    }

    private int ImageLength => _encoder.Input.Length;

    /// <summary>Fills the missing pixels of float images.</summary>
    /// <param name="images">[N, C, H, W], in the manifest's pixel range; finite, except where pixels are missing, whose values are ignored.</param>
    /// <param name="missing">[N, C, H, W], or [C, H, W] for one mask that holds for all images: true where a value is missing.</param>
    /// <param name="restored">[N, C, H, W], filled, the known pixels as they were; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="iterations">From 1. Always as many, as stopping early would let an image's result depend on its neighbours in the batch.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, or a known value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Inpaint(ReadOnlySpan<float> images, ReadOnlySpan<bool> missing, Span<float> restored, int iterations = DefaultIterations, CancellationToken cancellationToken = default) =>
        Run(images, missing, restored, iterations, cancellationToken);

    /// <summary>Fills the missing pixels of byte images.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum; values of missing pixels are ignored.</param>
    /// <param name="missing">[N, C, H, W], or [C, H, W] for one mask that holds for all images: true where a value is missing.</param>
    /// <param name="restored">[N, C, H, W], filled, the known pixels as they were; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="iterations">From 1. Always as many, as stopping early would let an image's result depend on its neighbours in the batch.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Inpaint(ReadOnlySpan<byte> images, ReadOnlySpan<bool> missing, Span<byte> restored, int iterations = DefaultIterations, CancellationToken cancellationToken = default) =>
        Run(images, missing, restored, iterations, cancellationToken);

    /// <summary>Fills the missing pixels of float images into a new array.</summary>
    /// <param name="images">[N, C, H, W], in the manifest's pixel range; finite, except where pixels are missing.</param>
    /// <param name="missing">[N, C, H, W], or [C, H, W] for one mask that holds for all images: true where a value is missing.</param>
    /// <param name="iterations">From 1.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public float[] Inpaint(ReadOnlySpan<float> images, ReadOnlySpan<bool> missing, int iterations = DefaultIterations, CancellationToken cancellationToken = default)
    {
        var restored = new float[images.Length];
        Run(images, missing, restored, iterations, cancellationToken);
        return restored;
    }

    /// <summary>Fills the missing pixels of byte images into a new array.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="missing">[N, C, H, W], or [C, H, W] for one mask that holds for all images: true where a value is missing.</param>
    /// <param name="iterations">From 1.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public byte[] Inpaint(ReadOnlySpan<byte> images, ReadOnlySpan<bool> missing, int iterations = DefaultIterations, CancellationToken cancellationToken = default)
    {
        var restored = new byte[images.Length];
        Run(images, missing, restored, iterations, cancellationToken);
        return restored;
    }

    private void Run<TPixel>(ReadOnlySpan<TPixel> images, ReadOnlySpan<bool> missing, Span<TPixel> restored, int iterations, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var count = Buffers.Count(images, ImageLength, nameof(images));
        Buffers.RequireLength<TPixel>(restored, count, ImageLength, nameof(restored));
        Buffers.RequireApartOrSame(images, restored, nameof(restored));
        var oneMask = missing.Length == ImageLength;
        if (!oneMask)
            Buffers.RequireLength(missing, count, ImageLength, nameof(missing));
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var batches = new Batches(count, _maxBatch);
        using var call = _bundle.Enter(Operation.Inpaint, count);
        using var encoder = _encoder.Rent();
        using var decoder = _decoder.Rent();
        foreach (var batch in batches)
        {
            var mask = oneMask ? missing : batch.Of(missing, ImageLength);
            var x = encoder.Workspace.Input(batch.Count);
            _bundle.Pixels.ReadKnown(batch.Of(images, ImageLength), mask, _unknown, x);
            for (var i = 0; i < iterations; i++)
                Improve(encoder.Workspace, decoder.Workspace, batch.Count, mask, cancellationToken);
            _bundle.Pixels.Write(x, batch.Of(restored, ImageLength));
        }
    }

    private static void Improve(Workspace encoder, Workspace decoder, int count, ReadOnlySpan<bool> mask, CancellationToken cancellationToken)
    {
        var x = encoder.Input(count);
        encoder.Run(x, cancellationToken);
        decoder.Run(encoder.Output(Encoder.Mu, count), cancellationToken);
        var reconstruction = decoder.Output(0, count);
        for (var first = 0; first < x.Length; first += mask.Length)
        {
            for (var i = 0; i < mask.Length; i++)
            {
                if (mask[i])
                    x[first + i] = reconstruction[first + i];
            }
        }
    }
}
