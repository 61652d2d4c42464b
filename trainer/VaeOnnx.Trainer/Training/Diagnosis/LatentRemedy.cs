namespace VaeOnnx.Trainer.Training;

/// <summary>A setting to change.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Value">To what, for example; null where only the direction is known: <see cref="LatentSetting.KlWarmUpSteps"/> up, the others down.</param>
public sealed record LatentRemedy(LatentSetting Setting, double? Value = null)
{
    /// <summary>The change in words, such as <c>lower Beta</c> or <c>give each unit FreeBits (for example 0.1)</c>.</summary>
    /// <param name="name">What the reader calls the setting.</param>
    public string Describe(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Setting switch
        {
            LatentSetting.KlWarmUpSteps => $"let the weight of the KL divergence rise over {name}",
            LatentSetting.FreeBits => FormattableString.Invariant($"give each unit {name} (for example {Value})"),
            LatentSetting.LatentDim => FormattableString.Invariant($"be content with {name} of about {Value}"),
            _ => $"lower {name}",
        };
    }
}
