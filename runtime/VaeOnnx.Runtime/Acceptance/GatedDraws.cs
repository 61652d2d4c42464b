using System.Buffers;

namespace VaeOnnx.Runtime;

/// <summary>Draws anew for the images of a batch whose candidate is refused, until none is left or the draws are used up. Its buffers are rented.</summary>
internal sealed class GatedDraws<TPixel>(Augmenter augmenter, AcceptanceGates gates, AugmentOptions options, int imageLength, int batch) : IDisposable
    where TPixel : unmanaged
{
    private static readonly AcceptanceCounts Image = new() { Images = 1 };
    private static readonly AcceptanceCounts Accepted = new() { Candidates = 1 };
    private static readonly AcceptanceCounts Unconfirmed = new() { Candidates = 1, Unconfirmed = 1 };
    private static readonly AcceptanceCounts Copy = new() { Candidates = 1, Copies = 1 };

    private readonly TPixel[] _candidates = ArrayPool<TPixel>.Shared.Rent(batch * imageLength);
    private readonly int[] _rows = ArrayPool<int>.Shared.Rent(batch); // those of the batch that have no accepted image yet
    private readonly int[] _labels = ArrayPool<int>.Shared.Rent(batch);
    private readonly int[] _predicted = ArrayPool<int>.Shared.Rent(batch);

    public AcceptanceReport Report { get; } = new();

    /// <summary>Fills the accepted images and their draws; −1 where none was accepted.</summary>
    public void Fill(int first, ReadOnlySpan<TPixel> images, Span<TPixel> generated, Span<int> draws, ReadOnlySpan<int> labels, CancellationToken cancellationToken)
    {
        for (var row = 0; row < draws.Length; row++)
        {
            _rows[row] = row;
            Report.Count(LabelOf(labels, row), Image);
        }

        draws.Fill(-1);
        var count = draws.Length;
        for (var attempt = 0; attempt < gates.MaxDraws && count > 0; attempt++)
        {
            var how = options with { Draw = options.Draw + attempt, FirstSampleIndex = checked(options.FirstSampleIndex + first) };
            Generate(count, images, labels, how, cancellationToken);
            count = Keep(count, generated, draws, labels, how.Draw);
        }
    }

    public void Dispose()
    {
        ArrayPool<TPixel>.Shared.Return(_candidates);
        ArrayPool<int>.Shared.Return(_rows);
        ArrayPool<int>.Shared.Return(_labels);
        ArrayPool<int>.Shared.Return(_predicted);
    }

    private static int? LabelOf(ReadOnlySpan<int> labels, int row) => labels.IsEmpty ? null : labels[row];

    private void Generate(int count, ReadOnlySpan<TPixel> images, ReadOnlySpan<int> labels, AugmentOptions how, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            images.Slice(_rows[i] * imageLength, imageLength).CopyTo(Candidate(i));
            _labels[i] = LabelOf(labels, _rows[i]) ?? 0;
        }

        var candidates = _candidates.AsSpan(0, count * imageLength);
        augmenter.Redraw(candidates, how, _rows, _labels.AsSpan(0, count), cancellationToken);
        gates.Classifier?.Run<TPixel, int>(candidates, _predicted.AsSpan(0, count), 1, cancellationToken);
    }

    // How many rows are left: they are moved to the front.
    private int Keep(int count, Span<TPixel> generated, Span<int> draws, ReadOnlySpan<int> labels, int draw)
    {
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            var row = _rows[i];
            var verdict = gates.Classifier is not null && _predicted[i] != _labels[i] ? Unconfirmed
                : gates.Novelty is { } novelty && !novelty.IsNew<TPixel>(Candidate(i)) ? Copy : Accepted;
            Report.Count(LabelOf(labels, row), verdict);
            if (verdict != Accepted)
            {
                _rows[left++] = row;
                continue;
            }

            Candidate(i).CopyTo(generated[(row * imageLength)..]);
            draws[row] = draw;
        }

        return left;
    }

    private Span<TPixel> Candidate(int i) => _candidates.AsSpan(i * imageLength, imageLength);
}
