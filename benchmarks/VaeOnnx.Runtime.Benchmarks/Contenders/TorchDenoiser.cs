using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>The module itself in TorchSharp, without gradients, on one thread: an array in, a new array out.</summary>
internal sealed class TorchDenoiser : IDisposable
{
    private readonly VaeReconstructor _module;

    public TorchDenoiser(int latentDim)
    {
        set_num_threads(1);
        _module = new VaeReconstructor(BenchmarkModel.CreateVae(latentDim));
        _module.eval();
    }

    public float[] Run(float[] images, int batch)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        return _module.call(tensor(images, [batch, 1, 28, 28])).data<float>().ToArray();
    }

    public void Dispose() => _module.Dispose();
}
