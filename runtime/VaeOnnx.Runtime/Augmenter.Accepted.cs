using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>New images that pass gates.</summary>
public sealed partial class Augmenter
{
    // Of labels that only divide a report, which holds a place for every class up to the largest.
    internal const int MaxReportedClasses = 1 << 16;

    /// <summary>
    /// Varies float images until gates accept them: image i is <see cref="Augment(ReadOnlySpan{float}, Span{float}, AugmentOptions?, ReadOnlySpan{int}, CancellationToken)"/>
    /// of the first draw that passes, from <see cref="AugmentOptions.Draw"/> on.
    /// </summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="generated">[N, C, H, W], apart from <paramref name="images"/>; filled where an image was accepted, elsewhere left as it is.</param>
    /// <param name="outcomes">[N], filled: the accepted draw of each image, and what was refused before it.</param>
    /// <param name="gates">What an image must pass.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>. Where several copies are made, each begins at a draw of its own, <see cref="AcceptanceGates.MaxDraws"/> apart.</param>
    /// <param name="labels">The class of each image, from 0: needed where the VAE was trained with labels or a classifier confirms; elsewhere they may be given, and divide the report.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <returns>What the gates let pass.</returns>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, a value is not finite, an option is out of its range, the labels are not the classes of the images, or a gate is for other images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle, or the classifier's, was disposed.</exception>
    public AcceptanceReport AugmentAccepted(ReadOnlySpan<float> images, Span<float> generated, Span<ImageAcceptance> outcomes, AcceptanceGates gates, AugmentOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        Accept(images, generated, outcomes, gates, options, labels, cancellationToken);

    /// <summary>Varies byte images until gates accept them; see <see cref="AugmentAccepted(ReadOnlySpan{float}, Span{float}, Span{ImageAcceptance}, AcceptanceGates, AugmentOptions?, ReadOnlySpan{int}, CancellationToken)"/>.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="generated">[N, C, H, W], apart from <paramref name="images"/>; filled where an image was accepted, elsewhere left as it is.</param>
    /// <param name="outcomes">[N], filled: the accepted draw of each image, and what was refused before it.</param>
    /// <param name="gates">What an image must pass.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>.</param>
    /// <param name="labels">The class of each image, from 0, as for floats.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <returns>What the gates let pass.</returns>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, an option is out of its range, the labels are not the classes of the images, or a gate is for other images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle, or the classifier's, was disposed.</exception>
    public AcceptanceReport AugmentAccepted(ReadOnlySpan<byte> images, Span<byte> generated, Span<ImageAcceptance> outcomes, AcceptanceGates gates, AugmentOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default) =>
        Accept(images, generated, outcomes, gates, options, labels, cancellationToken);

    /// <summary>Varies candidates in place: the i-th with the noise of the row of the whole data that <paramref name="rows"/> names.</summary>
    internal void Redraw<TPixel>(Span<TPixel> candidates, AugmentOptions options, int[] rows, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
        where TPixel : unmanaged =>
        Run(Operation.Augment, candidates, candidates, nameof(candidates), Jitter(options, rows), Classes == 0 ? [] : labels, cancellationToken);

    private AcceptanceReport Accept<TPixel>(ReadOnlySpan<TPixel> images, Span<TPixel> generated, Span<ImageAcceptance> outcomes, AcceptanceGates gates, AugmentOptions? options, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        ArgumentNullException.ThrowIfNull(gates);
        var count = Buffers.Count(images, ImageLength, nameof(images));
        Buffers.RequireLength<TPixel>(generated, count, ImageLength, nameof(generated));
        Buffers.RequireLength<ImageAcceptance>(outcomes, count, 1, nameof(outcomes));
        Buffers.RequireApart(images, generated, nameof(generated), "the images");
        options ??= AugmentOptions.Default;
        Check(gates, options);
        var classes = Math.Max(Classes, gates.Classifier?.ClassCount ?? 0);
        if (classes > 0 || !labels.IsEmpty)
            Buffers.RequireLabels(labels, count, classes == 0 ? MaxReportedClasses : classes);
        var size = Math.Min(count, _maxBatch);
        using var accepting = new GatedDraws<TPixel>(this, gates, options, ImageLength, size);
        foreach (var batch in new Batches(count, _maxBatch))
            accepting.Fill(batch.First, batch.Of(images, ImageLength), batch.Of(generated, ImageLength), batch.Of(outcomes, 1), batch.LabelsOf(labels), cancellationToken);
        var report = new AcceptanceReport();
        report.Add(outcomes, labels);
        return report;
    }

    private void Check(AcceptanceGates gates, AugmentOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gates.MaxDraws, 1, nameof(gates));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Draw, int.MaxValue - gates.MaxDraws, nameof(options));
        var image = _bundle.Manifest.Image;
        foreach (var other in (ReadOnlySpan<ImageSpec?>)[gates.Classifier?.Image, gates.Novelty?.Image])
        {
            if (other is not null && other != image)
                throw new ArgumentException($"Expected gates for the bundle's images, {image}, got one for {other}.", nameof(gates));
        }

        if (Classes > 0 && gates.Classifier is { } classifier && classifier.ClassCount != Classes)
            throw new ArgumentException($"Expected a classifier of the VAE's {Classes} classes, got one of {classifier.ClassCount}.", nameof(gates));
    }
}
