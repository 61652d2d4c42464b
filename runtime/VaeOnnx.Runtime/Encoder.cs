namespace VaeOnnx.Runtime;

/// <summary>Images to the mean and log-variance of q(z|x). Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.</summary>
public sealed class Encoder
{
    /// <summary>The place of mu among an encoder's outputs.</summary>
    internal const int Mu = 0;

    /// <summary>The place of logVar among an encoder's outputs.</summary>
    internal const int LogVar = 1;

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

    /// <summary>The classes of a VAE that was trained with labels; 0 for any other.</summary>
    public int Classes => _session.Classes;

    /// <summary>Encodes float images.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="mu">[N, LatentDim], filled.</param>
    /// <param name="logVar">[N, LatentDim], filled: the natural logarithm of the variance.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, a value is not finite, or the labels are not the classes of the images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Encode(ReadOnlySpan<float> images, Span<float> mu, Span<float> logVar, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(images, mu, nameof(mu), "the images");
        Buffers.RequireApart(images, logVar, nameof(logVar), "the images");
        Run(images, mu, logVar, labels, cancellationToken);
    }

    /// <summary>Encodes byte images.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="mu">[N, LatentDim], filled.</param>
    /// <param name="logVar">[N, LatentDim], filled: the natural logarithm of the variance.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, or the labels are not the classes of the images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Encode(ReadOnlySpan<byte> images, Span<float> mu, Span<float> logVar, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        Run(images, mu, logVar, labels, cancellationToken);

    /// <summary>Encodes what turns images into others, with a warp-VAE.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="targets">[N, C, H, W]: what each is compared with.</param>
    /// <param name="mu">[N, LatentDim], filled.</param>
    /// <param name="logVar">[N, LatentDim], filled.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, or a value is not finite.</exception>
    /// <exception cref="InvalidOperationException">The bundle's VAE is no warp-VAE.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void EncodePairs(ReadOnlySpan<float> images, ReadOnlySpan<float> targets, Span<float> mu, Span<float> logVar, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(images, mu, nameof(mu), "the images");
        Buffers.RequireApart(images, logVar, nameof(logVar), "the images");
        RunPairs(images, targets, mu, logVar, cancellationToken);
    }

    /// <summary>As <see cref="EncodePairs(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float}, Span{float}, CancellationToken)"/>, of byte images.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="targets">[N, C, H, W]: what each is compared with.</param>
    /// <param name="mu">[N, LatentDim], filled.</param>
    /// <param name="logVar">[N, LatentDim], filled.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, or mu overlaps logVar.</exception>
    /// <exception cref="InvalidOperationException">The bundle's VAE is no warp-VAE.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void EncodePairs(ReadOnlySpan<byte> images, ReadOnlySpan<byte> targets, Span<float> mu, Span<float> logVar, CancellationToken cancellationToken = default) =>
        RunPairs(images, targets, mu, logVar, cancellationToken);

    private void Run<TPixel>(ReadOnlySpan<TPixel> images, Span<float> mu, Span<float> logVar, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var count = Buffers.Count(images, _session.Input.Length, nameof(images));
        Buffers.RequireLength<float>(mu, count, LatentDim, nameof(mu));
        Buffers.RequireLength<float>(logVar, count, LatentDim, nameof(logVar));
        Buffers.RequireApart<float>(mu, logVar, nameof(logVar), "mu");
        Buffers.RequireLabels(labels, count, _session.Classes);
        var batches = new Batches(count, _session.MaxBatch);
        using var call = _bundle.Enter(Operation.Encode, count);
        using var lease = _session.Rent();
        foreach (var batch in batches)
        {
            var input = _bundle.Pixels.Read(batch.Of(images, _session.Input.Length), lease.Workspace);
            lease.Workspace.Label(batch.LabelsOf(labels));
            lease.Workspace.Run(input, batch.Of(mu, LatentDim), batch.Of(logVar, LatentDim), cancellationToken);
        }
    }

    private void RunPairs<TPixel>(ReadOnlySpan<TPixel> images, ReadOnlySpan<TPixel> targets, Span<float> mu, Span<float> logVar, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        if (!_session.Warps)
            throw new InvalidOperationException("The bundle's VAE encodes images one by one: use Encode. Pairs are for a warp-VAE.");
        var length = _session.Input.Length;
        var count = Buffers.Count(images, length, nameof(images));
        Buffers.RequireLength(targets, count, length, nameof(targets));
        Buffers.RequireLength<float>(mu, count, LatentDim, nameof(mu));
        Buffers.RequireLength<float>(logVar, count, LatentDim, nameof(logVar));
        Buffers.RequireApart<float>(mu, logVar, nameof(logVar), "mu");
        using var call = _bundle.Enter(Operation.Encode, count);
        using var lease = _session.Rent();
        foreach (var batch in new Batches(count, _session.MaxBatch))
        {
            var input = _bundle.Pixels.Read(batch.Of(images, length), lease.Workspace);
            _bundle.Pixels.Copy(batch.Of(targets, length), lease.Workspace.Condition(batch.Count), nameof(targets));
            lease.Workspace.Run(input, batch.Of(mu, LatentDim), batch.Of(logVar, LatentDim), cancellationToken);
        }
    }
}
