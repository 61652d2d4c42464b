namespace VaeOnnx.Runtime;

/// <summary>What gates let pass.</summary>
public sealed class AcceptanceCounts
{
    internal AcceptanceCounts()
    {
    }

    /// <summary>The images that were to be varied.</summary>
    public long Images { get; private set; }

    /// <summary>What was generated of them, refused candidates included.</summary>
    public long Candidates { get; private set; }

    /// <summary>The candidates that the classifier took for another class.</summary>
    public long Unconfirmed { get; private set; }

    /// <summary>The candidates that were confirmed, or not asked about, and lie too near to a training image.</summary>
    public long Copies { get; private set; }

    /// <summary>The candidates that passed: at most one an image.</summary>
    public long Accepted => Candidates - Unconfirmed - Copies;

    /// <summary>The images none of whose candidates passed.</summary>
    public long Dropped => Images - Accepted;

    /// <summary>The share of the candidates that passed; NaN where there were none.</summary>
    public double AcceptanceRate => (double)Accepted / Candidates;

    /// <summary>The share of the candidates that passed the classifier; NaN where there were none.</summary>
    public double ConfirmationRate => (double)(Candidates - Unconfirmed) / Candidates;

    /// <summary>The share of the candidates before the novelty gate that passed it; NaN where there were none.</summary>
    public double NoveltyRate => (double)Accepted / (Candidates - Unconfirmed);

    internal void Add(ImageAcceptance image)
    {
        Images++;
        Candidates += image.Unconfirmed + image.Copies + (image.IsAccepted ? 1 : 0);
        Unconfirmed += image.Unconfirmed;
        Copies += image.Copies;
    }
}
