using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>
/// Runs a graph straight on memory that it is handed, the caller's own included: tensors are views that live for one run.
/// Allocates nothing managed, and copies nothing. Thread-safe; the session outlives it.
/// </summary>
internal sealed unsafe class GraphRunner : IDisposable
{
    private readonly OnnxRuntimeApi _api = OnnxRuntimeLibrary.Api();
    private readonly BatchTensor[] _tensors;
    private readonly int _inputCount;
    private readonly nint _session;
    private readonly nint _memory = OrtMemoryInfo.DefaultInstance.DangerousGetHandle();
    private readonly nint[] _names;

    public GraphRunner(InferenceSession session, BatchTensor[] inputs, BatchTensor[] outputs)
    {
        _session = OnnxRuntimeApi.Handle(session);
        _inputCount = inputs.Length;
        _tensors = [.. inputs, .. outputs];
        _names = Array.ConvertAll(_tensors, tensor => Marshal.StringToCoTaskMemUTF8(tensor.Name));
    }

    /// <summary>Runs the graph.</summary>
    /// <param name="options">Whose termination stops the run.</param>
    /// <param name="batch">The number of samples, at least 1.</param>
    /// <param name="height">The images' height, for tensors whose height is free.</param>
    /// <param name="width">The images' width, for tensors whose width is free.</param>
    /// <param name="buffers">For every input, then every output, in order: the address of pinned floats, as many as the samples need.</param>
    /// <exception cref="NativeException">The engine failed or was stopped.</exception>
    public void Run(RunOptions options, int batch, int height, int width, ReadOnlySpan<nint> buffers)
    {
        var values = stackalloc nint[_tensors.Length];
        try
        {
            for (var i = 0; i < _tensors.Length; i++)
                values[i] = View(_tensors[i], batch, height, width, buffers[i]);
            fixed (nint* names = _names)
            {
                _api.RunGraph(_session, options.DangerousGetHandle(), names, values, _inputCount, names + _inputCount, values + _inputCount, _tensors.Length - _inputCount);
            }
        }
        finally
        {
            for (var i = 0; i < _tensors.Length; i++)
                _api.ReleaseTensor(values[i]);
        }
    }

    public void Dispose() => Array.ForEach(_names, Marshal.FreeCoTaskMem);

    private nint View(BatchTensor tensor, int batch, int height, int width, nint buffer)
    {
        var rank = 1 + tensor.SampleShape.Length;
        var shape = stackalloc long[rank];
        shape[0] = batch;
        for (var axis = 1; axis < rank; axis++)
            shape[axis] = tensor.SampleShape[axis - 1];
        if (tensor.Multiple > 0)
            (shape[rank - 2], shape[rank - 1]) = (height / tensor.Multiple, width / tensor.Multiple);
        return _api.CreateFloatTensor(_memory, (float*)buffer, (long)batch * tensor.LengthAt(height, width), shape, rank);
    }
}
