namespace VaeOnnx.Runtime;

/// <summary>What a generated image must pass to be accepted.</summary>
public sealed class AcceptanceGates
{
    /// <summary>Must name the image's label its class; null for no such gate. Of any bundle whose images are the same and whose classes are numbered alike; it stays its bundle's.</summary>
    public Classifier? Classifier { get; init; }

    /// <summary>Must find the image new, asked only about images that the classifier confirmed; null for no such gate.</summary>
    public NoveltyGate? Novelty { get; init; }

    /// <summary>The draws that an image has at most, the first included: at least 1.</summary>
    public int MaxDraws { get; init; } = 10;
}
