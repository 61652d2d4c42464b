using System.Buffers;

namespace VaeOnnx.Runtime;

/// <summary>Draws anew for the images of a batch whose candidate is refused, until none is left or the draws are used up. Its buffers are rented.</summary>
internal sealed class GatedDraws<TPixel>(Augmenter augmenter, AcceptanceGates gates, AugmentOptions options, int imageLength, int batch) : IDisposable
    where TPixel : unmanaged
{
    private readonly TPixel[] _candidates = ArrayPool<TPixel>.Shared.Rent(batch * imageLength);
    private readonly int[] _rows = ArrayPool<int>.Shared.Rent(batch); // those of the batch that have no accepted image yet
    private readonly int[] _labels = ArrayPool<int>.Shared.Rent(batch);
    private readonly int[] _predicted = ArrayPool<int>.Shared.Rent(batch);

    /// <summary>Fills the accepted images, and what was said of each image's candidates.</summary>
    public void Fill(int first, ReadOnlySpan<TPixel> images, Span<TPixel> generated, Span<ImageAcceptance> outcomes, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
    {
        outcomes.Fill(new ImageAcceptance(-1, 0, 0));
        var count = outcomes.Length;
        for (var row = 0; row < count; row++)
            _rows[row] = row;
        for (var attempt = 0; attempt < gates.MaxDraws && count > 0; attempt++)
        {
            var how = options with { Draw = options.Draw + attempt, FirstSampleIndex = checked(options.FirstSampleIndex + first) };
            Generate(count, images, labels, how, cancellationToken);
            count = Keep(count, generated, outcomes, how.Draw);
        }
    }

    public void Dispose()
    {
        ArrayPool<TPixel>.Shared.Return(_candidates);
        ArrayPool<int>.Shared.Return(_rows);
        ArrayPool<int>.Shared.Return(_labels);
        ArrayPool<int>.Shared.Return(_predicted);
    }

    private void Generate(int count, ReadOnlySpan<TPixel> images, ReadOnlySpan<int> labels, AugmentOptions how, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            images.Slice(_rows[i] * imageLength, imageLength).CopyTo(Candidate(i));
            _labels[i] = labels.IsEmpty ? 0 : labels[_rows[i]];
        }

        var candidates = _candidates.AsSpan(0, count * imageLength);
        augmenter.Redraw(candidates, how, _rows, _labels.AsSpan(0, count), cancellationToken);
        gates.Classifier?.Run<TPixel, int>(candidates, _predicted.AsSpan(0, count), 1, cancellationToken);
    }

    // How many rows are left: they are moved to the front.
    private int Keep(int count, Span<TPixel> generated, Span<ImageAcceptance> outcomes, int draw)
    {
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            var row = _rows[i];
            ref var outcome = ref outcomes[row];
            if (gates.Classifier is not null && _predicted[i] != _labels[i])
                outcome = new ImageAcceptance(-1, outcome.Unconfirmed + 1, outcome.Copies);
            else if (gates.Novelty is { } novelty && !novelty.IsNew<TPixel>(Candidate(i)))
                outcome = new ImageAcceptance(-1, outcome.Unconfirmed, outcome.Copies + 1);
            else
                outcome = new ImageAcceptance(draw, outcome.Unconfirmed, outcome.Copies);
            if (outcome.IsAccepted)
                Candidate(i).CopyTo(generated[(row * imageLength)..]);
            else
                _rows[left++] = row;
        }

        return left;
    }

    private Span<TPixel> Candidate(int i) => _candidates.AsSpan(i * imageLength, imageLength);
}
