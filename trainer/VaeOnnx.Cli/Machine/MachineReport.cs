using System.Text.Json;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Machine;

/// <summary>What a machine has for running bundles and for training: the whole of <c>vaeonnx doctor</c>.</summary>
internal sealed record MachineReport
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required SystemFacts System { get; init; }

    public required OnnxRuntimeFacts OnnxRuntime { get; init; }

    /// <summary>Every provider that VaeOnnx knows by name, and the plugins that the policy names; empty where ONNX Runtime itself is missing.</summary>
    public required IReadOnlyList<ProviderFacts> Providers { get; init; }

    public required PolicyFacts Policy { get; init; }

    public required RuntimeFacts Defaults { get; init; }

    public required TorchFacts TorchSharp { get; init; }

    /// <summary>Looks at everything; nothing that is missing is an exception here.</summary>
    /// <param name="given">The policy of the command line; null to look at the environment.</param>
    public static MachineReport Read(ProviderPolicy? given)
    {
        var onnxRuntime = OnnxRuntimeFacts.Read(ProviderInventory.Read);
        var isThere = onnxRuntime.Problem is null;
        var policy = PolicyFacts.Read(given, isThere ? ProviderInventory.Probe : null);
        return new MachineReport
        {
            System = SystemFacts.Read(),
            // Read again: a plugin of the policy brings devices of its own.
            OnnxRuntime = isThere ? OnnxRuntimeFacts.Read(ProviderInventory.Read) : onnxRuntime,
            Providers = isThere ? ProviderFacts.ProbeAll(policy.Policy) : [],
            Policy = policy,
            Defaults = RuntimeFacts.Read(),
            TorchSharp = TorchFacts.Read(),
        };
    }

    /// <summary>The report for programs; its names are those of docs/command-line.md.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>Fails as a command would that needs what is missing here.</summary>
    /// <exception cref="ProviderException">ONNX Runtime or the provider asked for cannot be used.</exception>
    /// <exception cref="VaeOnnxException">Nothing can be trained or exported here.</exception>
    public void ThrowIfUnfit()
    {
        if (OnnxRuntime.Problem is { } missing)
            throw new ProviderException(missing, package: OnnxRuntime.Package);
        if (Policy.Problem is { } unmet)
            throw new ProviderException(unmet);
        if (TorchSharp.Problem is { } torch)
            throw new VaeOnnxException(torch);
    }
}
