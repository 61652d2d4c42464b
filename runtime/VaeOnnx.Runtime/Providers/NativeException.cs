namespace VaeOnnx.Runtime;

/// <summary>A function of ONNX Runtime's C API answered with an error. What callers see is an exception that says what was being done.</summary>
internal sealed class NativeException(int code, string message) : Exception(message)
{
    // OrtErrorCode of onnxruntime_c_api.h, in its order.
    private static readonly string[] Names =
    [
        "ok", "fail", "invalid_argument", "no_such_file", "no_model", "engine_error", "runtime_exception", "invalid_protobuf", "model_loaded",
        "not_implemented", "invalid_graph", "ep_fail", "model_load_canceled", "model_requires_compilation", "not_found",
    ];

    /// <summary>The code's name, in lower case.</summary>
    public string Status => (uint)code < (uint)Names.Length ? Names[code] : FormattableString.Invariant($"code_{code}");
}
