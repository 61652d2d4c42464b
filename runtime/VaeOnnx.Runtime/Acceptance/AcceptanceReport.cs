namespace VaeOnnx.Runtime;

/// <summary>What gates let pass, in all and by class. Not thread-safe.</summary>
public sealed class AcceptanceReport
{
    private AcceptanceCounts[] _classes = [];

    /// <summary>Creates a report of nothing, to add others to.</summary>
    public AcceptanceReport()
    {
    }

    /// <summary>All images.</summary>
    public AcceptanceCounts Total { get; } = new();

    /// <summary>By label, as far as there were labels; empty without.</summary>
    public IReadOnlyList<AcceptanceCounts> Classes => _classes;

    /// <summary>Adds what another report counted, such as that of the next part of the same data.</summary>
    /// <param name="other">Stays as it is.</param>
    public void Add(AcceptanceReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Total.Add(other.Total);
        for (var label = 0; label < other._classes.Length; label++)
            Of(label).Add(other._classes[label]);
    }

    internal AcceptanceCounts Of(int label)
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

    /// <summary>Counts in all and, where there is a label, in its class.</summary>
    internal void Count(int? label, AcceptanceCounts counts)
    {
        Total.Add(counts);
        if (label is { } known)
            Of(known).Add(counts);
    }
}
