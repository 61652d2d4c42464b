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
}
