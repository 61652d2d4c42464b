namespace VaeOnnx.Runtime;

/// <summary>What gates let pass, in all and by class. Not thread-safe.</summary>
public sealed class AcceptanceReport
{
    private AcceptanceCounts[] _classes = [];

    /// <summary>Creates a report of nothing, to add images to.</summary>
    public AcceptanceReport()
    {
    }

    /// <summary>All images.</summary>
    public AcceptanceCounts Total { get; } = new();

    /// <summary>By label, as far as there were labels; empty without.</summary>
    public IReadOnlyList<AcceptanceCounts> Classes => _classes;

    /// <summary>Counts images, such as those of the next part of the same data.</summary>
    /// <param name="images">As <see cref="Augmenter.AugmentAccepted(ReadOnlySpan{float}, Span{float}, Span{ImageAcceptance}, AcceptanceGates, AugmentOptions?, ReadOnlySpan{int}, CancellationToken)"/> filled them.</param>
    /// <param name="labels">Their classes, from 0; none where they have none.</param>
    /// <exception cref="ArgumentException">The labels are not one an image, or one is no class.</exception>
    public void Add(ReadOnlySpan<ImageAcceptance> images, ReadOnlySpan<int> labels = default)
    {
        if (!labels.IsEmpty)
            Buffers.RequireLabels(labels, images.Length, Augmenter.MaxReportedClasses);
        for (var i = 0; i < images.Length; i++)
        {
            Total.Add(images[i]);
            if (!labels.IsEmpty)
                Of(labels[i]).Add(images[i]);
        }
    }

    private AcceptanceCounts Of(int label)
    {
        var known = _classes.Length;
        if (label >= known)
        {
            Array.Resize(ref _classes, label + 1);
            for (var i = known; i <= label; i++)
                _classes[i] = new AcceptanceCounts();
        }

        return _classes[label];
    }
}
