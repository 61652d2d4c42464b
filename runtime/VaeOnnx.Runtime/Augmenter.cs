namespace VaeOnnx.Runtime;

/// <summary>
/// Images to new images like them: encode, move the latent, decode. A warp-VAE's bundle deforms the images instead, by a z drawn from the prior.
/// Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.
/// </summary>
public sealed partial class Augmenter
{
    private readonly VaeBundle _bundle;
    private readonly GraphSession _encoder;
    private readonly GraphSession _decoder;
    private readonly int _maxBatch;

    internal Augmenter(VaeBundle bundle, GraphSession encoder, GraphSession decoder)
    {
        _bundle = bundle;
        _encoder = encoder;
        _decoder = decoder;
        _maxBatch = Math.Min(encoder.MaxBatch, decoder.MaxBatch);
    }

    /// <summary>The classes of a VAE that was trained with labels; 0 for any other.</summary>
    public int Classes => _encoder.Classes;

    private int ImageLength => _encoder.Input.Length;

    private int LatentDim => _decoder.Input.Length;

    /// <summary>Varies float images: one new image for each.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="generated">[N, C, H, W], filled; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, a value is not finite, an option is out of its range, or the labels are not the classes of the images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Augment(ReadOnlySpan<float> images, Span<float> generated, AugmentOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        Run(Operation.Augment, images, generated, nameof(generated), Jitter(options), labels, cancellationToken);

    /// <summary>Varies byte images: one new image for each.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="generated">[N, C, H, W], filled; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, an option is out of its range, or the labels are not the classes of the images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Augment(ReadOnlySpan<byte> images, Span<byte> generated, AugmentOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        Run(Operation.Augment, images, generated, nameof(generated), Jitter(options), labels, cancellationToken);

    /// <summary>Varies float images into a new array.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public float[] Augment(ReadOnlySpan<float> images, AugmentOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default)
    {
        var generated = new float[images.Length];
        Augment(images, generated, options, labels, cancellationToken);
        return generated;
    }

    /// <summary>Varies byte images into a new array.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public byte[] Augment(ReadOnlySpan<byte> images, AugmentOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default)
    {
        var generated = new byte[images.Length];
        Augment(images, generated, options, labels, cancellationToken);
        return generated;
    }

    private JitterMove Jitter(AugmentOptions? options, int[]? rows = null)
    {
        options ??= AugmentOptions.Default;
        options.Validate();
        if (_decoder.Warps && options.Jitter == JitterKind.Relative)
            throw new ArgumentException("Expected posterior jitter: the bundle's VAE deforms images by a z drawn from the prior, whose mean is 0; relative jitter would change nothing.", nameof(options));
        return new JitterMove(options.Jitter, options.EffectiveScale, options.Seed, options.FirstSampleIndex, options.Draw, LatentDim, rows);
    }

    private void Run<TPixel, TMove>(Operation operation, ReadOnlySpan<TPixel> images, Span<TPixel> moved, string movedName, TMove move, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
        where TPixel : unmanaged
        where TMove : struct, ILatentMove
    {
        var count = Buffers.Count(images, ImageLength, nameof(images));
        Buffers.RequireLength<TPixel>(moved, count, ImageLength, movedName);
        Buffers.RequireApartOrSame(images, moved, movedName);
        Buffers.RequireLabels(labels, count, _encoder.Classes);
        var batches = new Batches(count, _maxBatch);
        using var call = _bundle.Enter(operation, count);
        using var decoder = _decoder.Rent();
        if (_decoder.Warps)
        {
            foreach (var batch in batches)
                Warp(batch.Of(images, ImageLength), batch.Of(moved, ImageLength), move, decoder.Workspace, batch, cancellationToken);
            return;
        }

        using var encoder = _encoder.Rent();
        foreach (var batch in batches)
        {
            encoder.Workspace.Label(batch.LabelsOf(labels));
            decoder.Workspace.Label(batch.LabelsOf(labels));
            encoder.Workspace.Run(_bundle.Pixels.Read(batch.Of(images, ImageLength), encoder.Workspace), cancellationToken);
            move.Move(encoder.Workspace, decoder.Workspace, batch);
            _bundle.Pixels.RunInto(batch.Of(moved, ImageLength), decoder.Workspace, decoder.Workspace.Input(batch.Count), cancellationToken);
        }
    }

    private void Warp<TPixel, TMove>(ReadOnlySpan<TPixel> images, Span<TPixel> warped, TMove move, Workspace decoder, Batch batch, CancellationToken cancellationToken)
        where TPixel : unmanaged
        where TMove : struct, ILatentMove
    {
        _bundle.Pixels.Copy(images, decoder.Condition(batch.Count), nameof(images));
        move.MoveFromPrior(decoder, batch);
        _bundle.Pixels.RunInto(warped, decoder, decoder.Input(batch.Count), cancellationToken);
    }
}
