namespace VaeOnnx.Runtime;

/// <summary>
/// Noisy images to clean ones: of the manifest's image size and, where the bundle's denoiser takes any, of any size. Of one that draws latents
/// the result is the decode of their means, unless <see cref="DenoiseOptions"/> ask for samples.
/// Thread-safe; owned by its bundle; allocates nothing once a batch of a size was seen.
/// </summary>
public sealed partial class Denoiser
{
    private readonly VaeBundle _bundle;
    private readonly GraphSession _session;

    internal Denoiser(VaeBundle bundle, GraphSession session)
    {
        _bundle = bundle;
        _session = session;
    }

    /// <summary>Denoises float images.</summary>
    /// <param name="noisy">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="denoised">[N, C, H, W], filled; may be <paramref name="noisy"/> itself, but not overlap it otherwise.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Denoise(ReadOnlySpan<float> noisy, Span<float> denoised, CancellationToken cancellationToken = default) =>
        Run(noisy, denoised, cancellationToken);

    /// <summary>Denoises byte images.</summary>
    /// <param name="noisy">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="denoised">[N, C, H, W], filled; may be <paramref name="noisy"/> itself, but not overlap it otherwise.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Denoise(ReadOnlySpan<byte> noisy, Span<byte> denoised, CancellationToken cancellationToken = default) =>
        Run(noisy, denoised, cancellationToken);

    /// <summary>Denoises float images into a new array.</summary>
    /// <param name="noisy">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public float[] Denoise(ReadOnlySpan<float> noisy, CancellationToken cancellationToken = default)
    {
        var denoised = new float[noisy.Length];
        Run(noisy, denoised, cancellationToken);
        return denoised;
    }

    /// <summary>Denoises byte images into a new array.</summary>
    /// <param name="noisy">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public byte[] Denoise(ReadOnlySpan<byte> noisy, CancellationToken cancellationToken = default)
    {
        var denoised = new byte[noisy.Length];
        Run(noisy, denoised, cancellationToken);
        return denoised;
    }

    private void Run<TPixel>(ReadOnlySpan<TPixel> noisy, Span<TPixel> denoised, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        if (TakesAnySize || Draws)
        {
            RunSized(noisy, ManifestExtent, denoised, [], DenoiseOptions.Default, cancellationToken);
            return;
        }

        var length = _session.Input.Length;
        var count = Buffers.Count(noisy, length, nameof(noisy));
        Buffers.RequireLength<TPixel>(denoised, count, length, nameof(denoised));
        Buffers.RequireApartOrSame(noisy, denoised, nameof(denoised));
        var batches = new Batches(count, _session.MaxBatch);
        using var call = _bundle.Enter(Operation.Denoise, count);
        using var lease = _session.Rent();
        foreach (var batch in batches)
        {
            var input = _bundle.Pixels.Read(batch.Of(noisy, length), lease.Workspace);
            _bundle.Pixels.RunInto(batch.Of(denoised, length), lease.Workspace, input, cancellationToken);
        }
    }
}
