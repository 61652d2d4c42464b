namespace VaeOnnx.Runtime;

/// <summary>
/// Which execution provider may compute, in order of preference, and whether the CPU may stand in. The rule is followed
/// or an exception says why it cannot be: nothing falls back in silence, and <see cref="ExecutionReport"/> shows what came of it.
/// </summary>
public sealed record ProviderPolicy
{
    /// <summary>The environment variable that <see cref="FromEnvironment"/> reads: <c>VAEONNX_PROVIDER</c>.</summary>
    public const string EnvironmentVariable = "VAEONNX_PROVIDER";

    private ProviderPolicy(ReadOnlySpan<ExecutionProvider> providers, CpuUse cpuUse)
    {
        if (providers.IsEmpty)
            throw new ArgumentException("A policy needs at least one provider.", nameof(providers));
        foreach (var provider in providers)
            ArgumentNullException.ThrowIfNull(provider, nameof(providers));
        Providers = providers.ToArray();
        CpuUse = cpuUse;
    }

    /// <summary>The CPU alone: the default.</summary>
    public static ProviderPolicy Cpu { get; } = new([ExecutionProvider.Cpu], CpuUse.Never);

    /// <summary>The providers to try, the preferred one first; one of them computes.</summary>
    public IReadOnlyList<ExecutionProvider> Providers { get; }

    /// <summary>What the CPU may do beside or instead of <see cref="Providers"/>.</summary>
    public CpuUse CpuUse { get; }

    /// <summary>
    /// One of the providers (the first that works) computes every node of a graph. If none can, or if nodes are left over,
    /// opening the graph (at its first use) throws <see cref="ProviderException"/>.
    /// </summary>
    /// <param name="providers">The providers, the preferred one first.</param>
    /// <exception cref="ArgumentException">No provider is given.</exception>
    public static ProviderPolicy Require(params ReadOnlySpan<ExecutionProvider> providers) => new(providers, CpuUse.Never);

    /// <summary>
    /// One of the providers (the first that works) computes; nodes for which it has no kernel run on the CPU. If no
    /// provider can be used at all, opening the graph (at its first use) throws <see cref="ProviderException"/>.
    /// </summary>
    /// <param name="providers">The providers, the preferred one first.</param>
    /// <exception cref="ArgumentException">No provider is given.</exception>
    public static ProviderPolicy RequireWithCpu(params ReadOnlySpan<ExecutionProvider> providers) => new(providers, CpuUse.LeftoverNodes);

    /// <summary>
    /// The first of the providers that works, with the nodes it leaves over on the CPU; the CPU alone if none works. The
    /// <see cref="ExecutionReport"/> says which it was and why the others were not.
    /// </summary>
    /// <param name="providers">The providers, the preferred one first; the CPU need not be named.</param>
    /// <exception cref="ArgumentException">No provider is given.</exception>
    public static ProviderPolicy Prefer(params ReadOnlySpan<ExecutionProvider> providers) => new(providers, CpuUse.Fallback);

    /// <summary>
    /// Reads a policy. Providers stand in order of preference, separated by <c>;</c>. Each is a name (<c>cpu</c>,
    /// <c>cuda</c>, <c>tensorrt</c>, <c>directml</c>, <c>coreml</c>, <c>openvino</c>, <c>webgpu</c>, <c>plugin</c>), then
    /// <c>:PATH</c> for a provider from a plugin library, then <c>?option=value&amp;option=value</c>, where
    /// <c>device=N</c> chooses the device. <c>cuda</c> alone requires; <c>cuda;cpu</c> prefers, then takes the CPU;
    /// <c>cuda+cpu</c> requires CUDA and lets the CPU run the nodes left over. In paths and values, <c>; ? &amp; = + %</c>
    /// are written as in addresses: <c>%3B %3F %26 %3D %2B %25</c>.
    /// </summary>
    /// <param name="text">The policy, for example <c>plugin:/opt/ep.so?level=2;cpu</c>.</param>
    /// <exception cref="FormatException">The text is no policy; the message says where and lists the known names.</exception>
    public static ProviderPolicy Parse(string text) => ProviderSyntax.ParsePolicy(text);

    /// <summary>The policy in <c>VAEONNX_PROVIDER</c>; null if the variable is absent or blank.</summary>
    /// <exception cref="ProviderException">The variable holds no policy.</exception>
    public static ProviderPolicy? FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            return Parse(text);
        }
        catch (FormatException e)
        {
            throw new ProviderException($"The environment variable {EnvironmentVariable} is no provider policy: {e.Message}", innerException: e);
        }
    }

    /// <summary>The policy in the syntax that <see cref="Parse"/> reads.</summary>
    public override string ToString() => ProviderSyntax.Format(this);

    /// <summary>True if both read the same.</summary>
    /// <param name="other">The other policy.</param>
    public bool Equals(ProviderPolicy? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
