using System.Runtime.InteropServices;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Images to classes. Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.</summary>
public sealed partial class Classifier
{
    private readonly VaeBundle _bundle;
    private readonly GraphSession _session;

    internal Classifier(VaeBundle bundle, GraphSession session)
    {
        _bundle = bundle;
        _session = session;
        ClassCount = session.Outputs[0].Length;
    }

    /// <summary>The number of classes; their names are the manifest's <c>ClassNames</c>.</summary>
    public int ClassCount { get; }

    /// <summary>The class of each float image: the one with the largest logit, the first of equals.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="labels">[N], filled with numbers from 0 to below <see cref="ClassCount"/>.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Classify(ReadOnlySpan<float> images, Span<int> labels, CancellationToken cancellationToken = default) =>
        Run(images, labels, 1, cancellationToken);

    /// <summary>The class of each byte image: the one with the largest logit, the first of equals.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="labels">[N], filled with numbers from 0 to below <see cref="ClassCount"/>.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Classify(ReadOnlySpan<byte> images, Span<int> labels, CancellationToken cancellationToken = default) =>
        Run(images, labels, 1, cancellationToken);

    /// <summary>The unnormalised log-probabilities of each float image.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="logits">[N, ClassCount], filled.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Logits(ReadOnlySpan<float> images, Span<float> logits, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(images, logits, nameof(logits), "the images");
        Run(images, logits, ClassCount, cancellationToken);
    }

    /// <summary>The unnormalised log-probabilities of each byte image.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="logits">[N, ClassCount], filled.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Logits(ReadOnlySpan<byte> images, Span<float> logits, CancellationToken cancellationToken = default) =>
        Run(images, logits, ClassCount, cancellationToken);

    internal ImageSpec Image => _bundle.Manifest.Image;

    internal void Run<TPixel, TScore>(ReadOnlySpan<TPixel> images, Span<TScore> scores, int scoresPerImage, CancellationToken cancellationToken)
        where TPixel : unmanaged
        where TScore : unmanaged
    {
        var length = _session.Input.Length;
        var count = Buffers.Count(images, length, nameof(images));
        Buffers.RequireLength<TScore>(scores, count, scoresPerImage, typeof(TScore) == typeof(int) ? "labels" : "logits");
        var batches = new Batches(count, _session.MaxBatch);
        using var call = _bundle.Enter(Operation.Classify, count);
        using var lease = _session.Rent();
        foreach (var batch in batches)
        {
            RunInto(batch.Of(scores, scoresPerImage), lease.Workspace, _bundle.Pixels.Read(batch.Of(images, length), lease.Workspace), cancellationToken);
        }
    }

    private void RunInto<TScore>(Span<TScore> scores, Workspace workspace, ReadOnlySpan<float> input, CancellationToken cancellationToken)
        where TScore : unmanaged
    {
        if (typeof(TScore) == typeof(float))
        {
            workspace.Run(input, MemoryMarshal.Cast<TScore, float>(scores), cancellationToken);
            return;
        }

        workspace.Run(input, cancellationToken);
        var labels = MemoryMarshal.Cast<TScore, int>(scores);
        var logits = workspace.Output(0, labels.Length);
        for (var i = 0; i < labels.Length; i++)
            labels[i] = IndexOfMax(logits.Slice(i * ClassCount, ClassCount));
    }

    private static int IndexOfMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
                best = i;
        }

        return best;
    }
}
