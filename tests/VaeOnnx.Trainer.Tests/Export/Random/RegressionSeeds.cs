namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Seeds that failed once, run again for ever. A generator that changes draws other networks from them: a failure whose network matters goes into the gallery too.</summary>
internal static class RegressionSeeds
{
    /// <summary>Of <see cref="RandomModules"/>: norms of signals that are constant but for rounding.</summary>
    public static IReadOnlyList<int> Modules { get; } = [160, 235, 672];

    /// <summary>Of <see cref="ForwardWriter"/>.</summary>
    public static IReadOnlyList<int> Forwards { get; } = [];
}
