using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>
/// The few functions of ONNX Runtime's C API that its managed package does not offer. OrtApi is a table of functions that
/// only grows at its end, so a function's place in it is fixed; the tests compare these places with the C header's.
/// </summary>
internal sealed unsafe class OnnxRuntimeApi
{
    // Places in OrtApi (onnxruntime_c_api.h), counted in pointers.
    internal const int GetErrorCode = 1;
    internal const int GetErrorMessage = 2;
    internal const int Run = 9;
    internal const int CreateTensorWithDataAsOrtValue = 49;
    internal const int ReleaseStatus = 93;
    internal const int ReleaseValue = 96;
    internal const int SessionGetEpGraphAssignmentInfo = 407;
    internal const int EpAssignedSubgraphGetEpName = 408;
    internal const int EpAssignedSubgraphGetNodes = 409;
    internal const int EpAssignedNodeGetOperatorType = 412;

    private const int Float = 1; // ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT

    private readonly nint* _functions;

    private OnnxRuntimeApi(nint* functions, string version)
    {
        _functions = functions;
        Version = version;
    }

    /// <summary>The native library's version, for example <c>1.31.1</c>.</summary>
    internal string Version { get; }

    /// <summary>Calls <c>OrtGetApiBase</c>; null if the library has no API of that version (then only <paramref name="version"/> is known).</summary>
    internal static OnnxRuntimeApi? Open(nint getApiBase, uint apiVersion, out string version)
    {
        var apiBase = ((delegate* unmanaged<nint*>)getApiBase)();
        version = Text(((delegate* unmanaged<nint>)apiBase[1])());
        var functions = ((delegate* unmanaged<uint, nint*>)apiBase[0])(apiVersion);
        return functions is null ? null : new OnnxRuntimeApi(functions, version);
    }

    /// <summary>The nodes of a session's graph by execution provider, in the order ONNX Runtime lists them.</summary>
    /// <exception cref="NativeException">The session was opened without recording its assignment.</exception>
    internal IReadOnlyList<(string Provider, IReadOnlyList<string> OperatorTypes)> Assignment(InferenceSession session)
    {
        nint* subgraphs;
        nuint count;
        Check(((delegate* unmanaged<nint, nint**, nuint*, nint>)_functions[SessionGetEpGraphAssignmentInfo])(Handle(session), &subgraphs, &count));
        var assignment = new (string, IReadOnlyList<string>)[checked((int)count)];
        for (var i = 0; i < assignment.Length; i++)
            assignment[i] = (String(EpAssignedSubgraphGetEpName, subgraphs[i]), OperatorTypes(subgraphs[i]));
        GC.KeepAlive(session);
        return assignment;
    }

    /// <summary>The native session behind a managed one, which keeps it to itself.</summary>
    /// <exception cref="ProviderException">The managed package is another than the one we reference, and names it otherwise.</exception>
    internal static nint Handle(InferenceSession session)
    {
        try
        {
            return NativeHandle(session);
        }
        catch (MissingMethodException e)
        {
            throw new ProviderException(
                $"Microsoft.ML.OnnxRuntime.Managed {OnnxRuntimeLibrary.ManagedVersion} hides its native session from VaeOnnx.Runtime. Take the version that VaeOnnx.Runtime names.",
                package: "Microsoft.ML.OnnxRuntime.Managed", innerException: e);
        }
    }

    /// <summary>A tensor over somebody's memory, which must stay where it is until the tensor is released.</summary>
    internal nint CreateFloatTensor(nint memoryInfo, float* data, long length, long* shape, int rank)
    {
        nint tensor;
        Check(((delegate* unmanaged<nint, float*, nuint, long*, nuint, int, nint*, nint>)_functions[CreateTensorWithDataAsOrtValue])(
            memoryInfo, data, (nuint)length * sizeof(float), shape, (nuint)rank, Float, &tensor));
        return tensor;
    }

    /// <summary>Releases a tensor, not its memory; 0 is none.</summary>
    internal void ReleaseTensor(nint tensor) => ((delegate* unmanaged<nint, void>)_functions[ReleaseValue])(tensor);

    /// <summary>Runs a session on tensors, which stay the caller's; names are addresses of UTF-8 text that ends in 0.</summary>
    internal void RunGraph(nint session, nint runOptions, nint* inputNames, nint* inputs, int inputCount, nint* outputNames, nint* outputs, int outputCount) =>
        Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)_functions[Run])(
            session, runOptions, inputNames, inputs, (nuint)inputCount, outputNames, (nuint)outputCount, outputs));

    private string[] OperatorTypes(nint subgraph)
    {
        nint* nodes;
        nuint count;
        Check(((delegate* unmanaged<nint, nint**, nuint*, nint>)_functions[EpAssignedSubgraphGetNodes])(subgraph, &nodes, &count));
        var types = new string[checked((int)count)];
        for (var i = 0; i < types.Length; i++)
            types[i] = String(EpAssignedNodeGetOperatorType, nodes[i]);
        return types;
    }

    private string String(int function, nint instance)
    {
        nint text;
        Check(((delegate* unmanaged<nint, nint*, nint>)_functions[function])(instance, &text));
        return Text(text);
    }

    private void Check(nint status)
    {
        if (status == 0)
            return;
        var code = ((delegate* unmanaged<nint, int>)_functions[GetErrorCode])(status);
        var message = Text(((delegate* unmanaged<nint, nint>)_functions[GetErrorMessage])(status));
        ((delegate* unmanaged<nint, void>)_functions[ReleaseStatus])(status);
        throw new NativeException(code, message);
    }

    private static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    private static extern nint NativeHandle(InferenceSession session);
}
