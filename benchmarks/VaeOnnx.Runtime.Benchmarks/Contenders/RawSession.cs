using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>
/// The least that a run through the managed package costs: buffers that are bound once for one batch size, and nothing but RunWithBinding
/// on them. No check, no copy in or out, no batching, no cancellation. Session options as the runtime's own.
/// </summary>
internal sealed unsafe class RawSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    public RawSession(byte[] graph, int batch)
    {
        _session = new InferenceSession(graph, Options());
        _binding = _session.CreateIoBinding();
        foreach (var name in _session.InputNames)
            _binding.BindInput(name, View(_session.InputMetadata[name], batch, Inputs));
        foreach (var name in _session.OutputNames)
            _binding.BindOutput(name, View(_session.OutputMetadata[name], batch, Outputs));
    }

    /// <summary>The bound input buffers, pinned.</summary>
    public List<float[]> Inputs { get; } = [];

    /// <summary>The bound output buffers, pinned.</summary>
    public List<float[]> Outputs { get; } = [];

    public static SessionOptions Options()
    {
        var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    public void Run() => _session.RunWithBinding(_run, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _run.Dispose();
        _session.Dispose();
    }

    private OrtValue View(NodeMetadata node, int batch, List<float[]> buffers)
    {
        long[] shape = [batch, .. node.Dimensions.Skip(1)];
        var length = (int)shape.Aggregate((product, axis) => product * axis);
        var buffer = GC.AllocateArray<float>(length, pinned: true);
        buffers.Add(buffer);
        var value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)Unsafe.AsPointer(ref buffer[0]), length * sizeof(float));
        _values.Add(value);
        return value;
    }
}
