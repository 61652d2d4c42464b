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
    internal const int GetErrorMessage = 2;
    internal const int ReleaseStatus = 93;
    internal const int SessionGetEpGraphAssignmentInfo = 407;
    internal const int EpAssignedSubgraphGetEpName = 408;
    internal const int EpAssignedSubgraphGetNodes = 409;
    internal const int EpAssignedNodeGetOperatorType = 412;

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
    /// <exception cref="InvalidOperationException">The session was opened without recording its assignment.</exception>
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
        var message = Text(((delegate* unmanaged<nint, nint>)_functions[GetErrorMessage])(status));
        ((delegate* unmanaged<nint, void>)_functions[ReleaseStatus])(status);
        throw new InvalidOperationException(message);
    }

    private static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8) ?? "";

    // The managed package keeps the native session to itself.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    private static extern nint Handle(InferenceSession session);
}
