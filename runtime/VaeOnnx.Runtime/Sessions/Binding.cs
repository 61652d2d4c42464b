using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime;

/// <summary>The buffers of a workspace bound to a graph's names at one batch size.</summary>
internal sealed class Binding : IDisposable
{
    private readonly OrtIoBinding _binding;
    private readonly OrtValue[] _values;

    public Binding(InferenceSession session, GraphSession graph, int batch, float[] input, float[][] outputs)
    {
        _binding = session.CreateIoBinding();
        _values = new OrtValue[1 + outputs.Length];
        _values[0] = View(input, graph.Input, batch);
        _binding.BindInput(graph.Input.Name, _values[0]);
        for (var i = 0; i < outputs.Length; i++)
        {
            _values[i + 1] = View(outputs[i], graph.Outputs[i], batch);
            _binding.BindOutput(graph.Outputs[i].Name, _values[i + 1]);
        }
    }

    public void Run(InferenceSession session, RunOptions options) => session.RunWithBinding(options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
    }

    private static OrtValue View(float[] buffer, BatchTensor tensor, int batch) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, batch * tensor.Length), tensor.Shape(batch));
}
