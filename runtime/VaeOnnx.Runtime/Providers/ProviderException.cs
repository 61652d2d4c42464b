using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>ONNX Runtime's native library, or the execution provider that a policy asks for, is missing, unfit or has failed.</summary>
public sealed class ProviderException : VaeOnnxException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing or failed, where, and what to add or change.</param>
    /// <param name="provider">The provider it is about; null for ONNX Runtime itself or for several.</param>
    /// <param name="package">The NuGet package that would help; null if none would.</param>
    /// <param name="innerException">The cause.</param>
    public ProviderException(string message, ExecutionProvider? provider = null, string? package = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Provider = provider;
        Package = package;
    }

    /// <summary>The provider that is missing or failed; null for ONNX Runtime itself or for several.</summary>
    public ExecutionProvider? Provider { get; }

    /// <summary>The NuGet package to add to the application; null if no package would help.</summary>
    public string? Package { get; }

    /// <summary>What was tried before giving up, in order; empty if nothing could be tried.</summary>
    public IReadOnlyList<ProviderAttempt> Attempts { get; init; } = [];
}
