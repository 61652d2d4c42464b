namespace VaeOnnx.Runtime.Tests;

/// <summary>How far a number may lie from its closed form, and why.</summary>
internal static class Tolerances
{
    /// <summary>A float32 sum of 25 products below 1 against double: some 30 roundings of 6e-8, with room for another order of summation.</summary>
    public const double LinearGraph = 5e-6;

    /// <summary>The same through exponential, second product and sigmoid.</summary>
    public const double AugmentedImage = 2e-5;

    /// <summary>Some 25 pixels, each as far off as an augmented image's, and the divergence of 3 latents.</summary>
    public const double NatsAnImage = 1e-4;
}
