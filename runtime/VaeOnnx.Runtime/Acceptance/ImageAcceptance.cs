namespace VaeOnnx.Runtime;

/// <summary>What gates said of one image's candidates.</summary>
public readonly struct ImageAcceptance
{
    internal ImageAcceptance(int draw, int unconfirmed, int copies) => (Draw, Unconfirmed, Copies) = (draw, unconfirmed, copies);

    /// <summary>The draw that was accepted, for <see cref="AugmentOptions.Draw"/>; −1 where none was.</summary>
    public int Draw { get; }

    /// <summary>The candidates that the classifier took for another class.</summary>
    public int Unconfirmed { get; }

    /// <summary>The candidates that were confirmed, or not asked about, and lie too near to a training image.</summary>
    public int Copies { get; }

    /// <summary>Whether a candidate passed.</summary>
    public bool IsAccepted => Draw >= 0;
}
