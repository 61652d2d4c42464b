namespace VaeOnnx.Runtime;

/// <summary>Images of a size that the call states, and what can be chosen of a call.</summary>
public sealed partial class Denoiser
{
    /// <summary>Whether it takes images of any height and width; one that does not takes those of the manifest's image size alone.</summary>
    public bool TakesAnySize => _session.Tiling is not null;

    /// <summary>Whether it draws latents, so that <see cref="DenoiseOptions.Samples"/> may be above 0 and an uncertainty be told.</summary>
    public bool Draws => _session.Draws;

    /// <summary>
    /// Denoises float images of any size. What does not fit a tile is run tile by tile with margins as wide as the denoiser sees,
    /// so that the result has no seams: it is the whole image's up to the rounding of floats.
    /// </summary>
    /// <param name="noisy">[N, C, H, W], planar, finite, in the manifest's pixel range.</param>
    /// <param name="height">H, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="width">W, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="denoised">[N, C, H, W], filled; may be <paramref name="noisy"/> itself where an image fits one tile, but not overlap it otherwise.</param>
    /// <param name="options">How; null for <see cref="DenoiseOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, a value is not finite, the size is not the bundle's, or an option does not fit it.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Denoise(ReadOnlySpan<float> noisy, int height, int width, Span<float> denoised, DenoiseOptions? options = null, CancellationToken cancellationToken = default) =>
        RunSized(noisy, Extent(height, width), denoised, [], options, cancellationToken);

    /// <summary>As <see cref="Denoise(ReadOnlySpan{float}, int, int, Span{float}, DenoiseOptions?, CancellationToken)"/>, of byte images.</summary>
    /// <param name="noisy">[N, C, H, W], planar; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="height">H, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="width">W, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="denoised">[N, C, H, W], filled; may be <paramref name="noisy"/> itself where an image fits one tile, but not overlap it otherwise.</param>
    /// <param name="options">How; null for <see cref="DenoiseOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, the size is not the bundle's, or an option does not fit it.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Denoise(ReadOnlySpan<byte> noisy, int height, int width, Span<byte> denoised, DenoiseOptions? options = null, CancellationToken cancellationToken = default) =>
        RunSized(noisy, Extent(height, width), denoised, [], options, cancellationToken);

    /// <summary>Denoises float images and says how sure each pixel is, by the mean and the standard deviation of <see cref="DenoiseOptions.Samples"/> samples.</summary>
    /// <param name="noisy">[N, C, H, W], planar, finite, in the manifest's pixel range.</param>
    /// <param name="height">H, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="width">W, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="denoised">[N, C, H, W], filled; may be <paramref name="noisy"/> itself where an image fits one tile, but not overlap it otherwise.</param>
    /// <param name="uncertainty">[N, C, H, W], filled: the samples' standard deviation, in units of the pixel range, times the strength.</param>
    /// <param name="options">How: at least two samples.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, a value is not finite, the size is not the bundle's, or an option does not fit it.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Denoise(ReadOnlySpan<float> noisy, int height, int width, Span<float> denoised, Span<float> uncertainty, DenoiseOptions options, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(noisy, uncertainty, nameof(uncertainty), "the images");
        Buffers.RequireApart<float>(denoised, uncertainty, nameof(uncertainty), "the denoised images");
        RunSampled(noisy, Extent(height, width), denoised, uncertainty, options, cancellationToken);
    }

    /// <summary>As <see cref="Denoise(ReadOnlySpan{float}, int, int, Span{float}, Span{float}, DenoiseOptions, CancellationToken)"/>, of byte images.</summary>
    /// <param name="noisy">[N, C, H, W], planar; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="height">H, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="width">W, from 1; the manifest's unless <see cref="TakesAnySize"/>.</param>
    /// <param name="denoised">[N, C, H, W], filled; may be <paramref name="noisy"/> itself where an image fits one tile, but not overlap it otherwise.</param>
    /// <param name="uncertainty">[N, C, H, W], filled: the samples' standard deviation, in units of the pixel range (not of bytes), times the strength.</param>
    /// <param name="options">How: at least two samples.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, the size is not the bundle's, or an option does not fit it.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Denoise(ReadOnlySpan<byte> noisy, int height, int width, Span<byte> denoised, Span<float> uncertainty, DenoiseOptions options, CancellationToken cancellationToken = default) =>
        RunSampled(noisy, Extent(height, width), denoised, uncertainty, options, cancellationToken);

    private ImageExtent ManifestExtent => new(_bundle.Manifest.Image.Channels, _bundle.Manifest.Image.Height, _bundle.Manifest.Image.Width);

    private ImageExtent Extent(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var image = _bundle.Manifest.Image;
        if (!TakesAnySize && (height, width) != (image.Height, image.Width))
            throw new ArgumentException(FormattableString.Invariant($"Expected images of {image.Height}x{image.Width}, the one size that the bundle's denoiser takes, got {height}x{width}."), nameof(height));
        return new ImageExtent(image.Channels, height, width);
    }

    private void RunSampled<TPixel>(ReadOnlySpan<TPixel> noisy, ImageExtent image, Span<TPixel> denoised, Span<float> uncertainty, DenoiseOptions options, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Samples < 2)
            throw new ArgumentOutOfRangeException(nameof(options), options.Samples, "Expected at least 2 samples: one has no deviation.");
        Buffers.RequireLength<float>(uncertainty, noisy.Length / image.Length, image.Length, nameof(uncertainty));
        RunSized(noisy, image, denoised, uncertainty, options, cancellationToken);
    }

    private void RunSized<TPixel>(ReadOnlySpan<TPixel> noisy, ImageExtent image, Span<TPixel> denoised, Span<float> uncertainty, DenoiseOptions? options, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        options ??= DenoiseOptions.Default;
        options.Validate();
        if (options.Samples > 0 && !Draws)
            throw new ArgumentException(FormattableString.Invariant($"Expected 0 samples, got {options.Samples}: the bundle's denoiser draws no latents, it has one answer."), nameof(options));
        var count = Buffers.Count(noisy, image.Length, nameof(noisy));
        Buffers.RequireLength<TPixel>(denoised, count, image.Length, nameof(denoised));
        Buffers.RequireApartOrSame(noisy, denoised, nameof(denoised));
        _bundle.Pixels.RequireFinite(noisy, image.Length, nameof(noisy));
        var run = new DenoiseCall<TPixel>(_bundle.Pixels, _session, image, options) { Noisy = noisy, Denoised = denoised, Uncertainty = uncertainty };
        if (run.IsTiled && noisy.Overlaps(denoised))
            throw new ArgumentException("Expected a buffer apart from the input: the images take several tiles, and each reads beyond its borders.", nameof(denoised));
        using var call = _bundle.Enter(Operation.Denoise, count);
        using var lease = _session.Rent();
        foreach (var batch in new Batches(count, run.MaxBatch))
            run.Run(batch, lease.Workspace, cancellationToken);
    }
}
