namespace VaeOnnx.Runtime;

/// <summary>What the CPU may do beside the providers of a <see cref="ProviderPolicy"/>.</summary>
public enum CpuUse
{
    /// <summary>Nothing, unless the CPU is itself one of the policy's providers.</summary>
    Never,

    /// <summary>Run the nodes for which the active provider has no kernel.</summary>
    LeftoverNodes,

    /// <summary>Run the nodes left over, and everything if no provider works.</summary>
    Fallback,
}
