using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>What most examples show: named tensors made for every call, the result as a new array.</summary>
internal sealed class NaiveSession(byte[] graph) : IDisposable
{
    private readonly InferenceSession _session = new(graph, RawSession.Options());

    public float[] Run(float[] images, int batch)
    {
        var input = NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(images, [batch, 1, 28, 28]));
        using var results = _session.Run([input]);
        return results[0].AsTensor<float>().ToArray();
    }

    public void Dispose() => _session.Dispose();
}
