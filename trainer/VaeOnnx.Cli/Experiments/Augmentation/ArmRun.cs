namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>One classifier: trained on an arm's images of one seed, judged once.</summary>
internal sealed record ArmRun
{
    public required string Arm { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The different images that it could see.</summary>
    public required int Images { get; init; }

    public required long Steps { get; init; }

    /// <summary>The epoch that validation chose.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The share of validation images that it labels right at that epoch.</summary>
    public required double ValidationAccuracy { get; init; }

    /// <summary>The share of the judged images that it labels right, through the exported graph and the runtime.</summary>
    public required double Accuracy { get; init; }

    /// <summary>How long the training and the judging took.</summary>
    public required double Seconds { get; init; }
}
