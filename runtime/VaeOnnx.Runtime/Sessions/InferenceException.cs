using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>The engine failed while it ran a graph; the bundle stays usable. The run is never repeated on another provider.</summary>
public sealed class InferenceException : VaeOnnxException
{
    internal InferenceException(string input, int batch, ExecutionProvider provider, NativeException innerException)
        : base(FormattableString.Invariant($"ONNX Runtime failed on a batch of {batch} {input} on provider '{provider}': {NativeMessage.Of(innerException)}."), innerException)
    {
        BatchSize = batch;
        Provider = provider;
        Status = innerException.Status;
    }

    /// <summary>The number of samples of the run that failed.</summary>
    public int BatchSize { get; }

    /// <summary>The provider that the graph runs on.</summary>
    public ExecutionProvider Provider { get; }

    /// <summary>The kind of failure as ONNX Runtime's status codes name it, in lower case: <c>fail</c>, <c>invalid_argument</c>, <c>ep_fail</c>.</summary>
    public string Status { get; }
}
