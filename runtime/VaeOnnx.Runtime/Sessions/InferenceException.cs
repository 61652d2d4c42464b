using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>The engine failed while it ran a graph; the bundle stays usable.</summary>
public sealed class InferenceException : VaeOnnxException
{
    internal InferenceException(string input, int batch, Exception innerException)
        : base(FormattableString.Invariant($"ONNX Runtime failed on a batch of {batch} {input}: {NativeMessage.Of(innerException)}."), innerException) => BatchSize = batch;

    /// <summary>The number of samples of the run that failed.</summary>
    public int BatchSize { get; }
}
