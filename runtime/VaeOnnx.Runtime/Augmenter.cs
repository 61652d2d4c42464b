using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// Images to new images like them: encode, move the latent by seeded noise, decode.
/// Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.
/// </summary>
public sealed class Augmenter
{
    private const int Mu = 0;
    private const int LogVar = 1;
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

    /// <summary>Varies float images: one new image for each.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="generated">[N, C, H, W], filled; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, a value is not finite, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Augment(ReadOnlySpan<float> images, Span<float> generated, AugmentOptions? options = null, CancellationToken cancellationToken = default) =>
        Run(images, generated, options, cancellationToken);

    /// <summary>Varies byte images: one new image for each.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="generated">[N, C, H, W], filled; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Augment(ReadOnlySpan<byte> images, Span<byte> generated, AugmentOptions? options = null, CancellationToken cancellationToken = default) =>
        Run(images, generated, options, cancellationToken);

    /// <summary>Varies float images into a new array.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public float[] Augment(ReadOnlySpan<float> images, AugmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        var generated = new float[images.Length];
        Run(images, generated, options, cancellationToken);
        return generated;
    }

    /// <summary>Varies byte images into a new array.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public byte[] Augment(ReadOnlySpan<byte> images, AugmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        var generated = new byte[images.Length];
        Run(images, generated, options, cancellationToken);
        return generated;
    }

    private void Run<TPixel>(ReadOnlySpan<TPixel> images, Span<TPixel> generated, AugmentOptions? options, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        options ??= AugmentOptions.Default;
        options.Validate();
        var length = _encoder.Input.Length;
        var count = Buffers.Count(images, length, nameof(images));
        Buffers.RequireLength<TPixel>(generated, count, length, nameof(generated));
        Buffers.RequireApartOrSame(images, generated, nameof(generated));
        using var call = _bundle.Enter();
        using var encoder = _encoder.Rent(Math.Min(count, _maxBatch));
        using var decoder = _decoder.Rent(Math.Min(count, _maxBatch));
        for (var first = 0; first < count; first += _maxBatch)
        {
            var batch = Math.Min(_maxBatch, count - first);
            _bundle.Pixels.Read(images.Slice(first * length, batch * length), encoder.Workspace.Input(batch));
            encoder.Workspace.Run(batch, cancellationToken);
            Move(encoder.Workspace, decoder.Workspace, first, batch, options);
            decoder.Workspace.Run(batch, cancellationToken);
            _bundle.Pixels.Write(decoder.Workspace.Output(0, batch), generated.Slice(first * length, batch * length));
        }
    }

    // The noise is drawn where the decoder reads z, and becomes z in place.
    private void Move(Workspace encoder, Workspace decoder, int first, int batch, AugmentOptions options)
    {
        SeededNoise.FillNormal(decoder.Input(batch), _decoder.Input.Length, options.Seed, checked(options.FirstSampleIndex + first), options.Draw);
        var z = decoder.PaddedInput(batch);
        var mu = encoder.PaddedOutput(Mu, batch);
        if (options.Jitter == JitterKind.Posterior)
            LatentJitter.Posterior(mu, encoder.PaddedOutput(LogVar, batch), z, options.EffectiveScale);
        else
            LatentJitter.Relative(mu, z, options.EffectiveScale);
    }
}
