namespace VaeOnnx.Runtime;

/// <summary>Images to the mean and log-variance of q(z|x). Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.</summary>
public sealed class Encoder
{
    private const int Mu = 0;
    private const int LogVar = 1;
    private readonly VaeBundle _bundle;
    private readonly GraphSession _session;

    internal Encoder(VaeBundle bundle, GraphSession session)
    {
        _bundle = bundle;
        _session = session;
        LatentDim = session.Outputs[Mu].Length;
    }

    /// <summary>The size of z.</summary>
    public int LatentDim { get; }

    /// <summary>Encodes float images.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="mu">[N, LatentDim], filled.</param>
    /// <param name="logVar">[N, LatentDim], filled: the natural logarithm of the variance.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Encode(ReadOnlySpan<float> images, Span<float> mu, Span<float> logVar, CancellationToken cancellationToken = default) =>
        Run(images, mu, logVar, cancellationToken);

    /// <summary>Encodes byte images.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="mu">[N, LatentDim], filled.</param>
    /// <param name="logVar">[N, LatentDim], filled: the natural logarithm of the variance.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Encode(ReadOnlySpan<byte> images, Span<float> mu, Span<float> logVar, CancellationToken cancellationToken = default) =>
        Run(images, mu, logVar, cancellationToken);

    private void Run<TPixel>(ReadOnlySpan<TPixel> images, Span<float> mu, Span<float> logVar, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var count = Buffers.Count(images, _session.Input.Length, nameof(images));
        Buffers.RequireLength<float>(mu, count, LatentDim, nameof(mu));
        Buffers.RequireLength<float>(logVar, count, LatentDim, nameof(logVar));
        if (mu.Overlaps(logVar))
            throw new ArgumentException("Expected a buffer apart from mu.", nameof(logVar));
        using var call = _bundle.Enter();
        using var lease = _session.Rent(Math.Min(count, _session.MaxBatch));
        for (var first = 0; first < count; first += _session.MaxBatch)
        {
            var batch = Math.Min(_session.MaxBatch, count - first);
            _bundle.Pixels.Read(images.Slice(first * _session.Input.Length, batch * _session.Input.Length), lease.Workspace.Input(batch));
            lease.Workspace.Run(batch, cancellationToken);
            lease.Workspace.Output(Mu, batch).CopyTo(mu[(first * LatentDim)..]);
            lease.Workspace.Output(LogVar, batch).CopyTo(logVar[(first * LatentDim)..]);
        }
    }
}
