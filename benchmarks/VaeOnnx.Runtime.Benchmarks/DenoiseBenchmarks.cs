using BenchmarkDotNet.Attributes;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>The same contenders under BenchmarkDotNet: one after the other, with its own statistics and allocation counts.</summary>
[MemoryDiagnoser]
public class DenoiseBenchmarks : IDisposable
{
    private BenchmarkModel _model = null!;
    private RawSession _raw = null!;
    private NaiveSession _naive = null!;
    private TorchDenoiser _torch = null!;
    private VaeBundle _bundle = null!;
    private float[] _images = [];
    private float[] _denoised = [];
    private byte[] _bytes = [];
    private byte[] _denoisedBytes = [];

    [Params(1, 64, 1024)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _model = new BenchmarkModel(latentDim: 20);
        _raw = new RawSession(_model.Graph(GraphRole.Denoiser), Batch);
        _naive = new NaiveSession(_model.Graph(GraphRole.Denoiser));
        _torch = new TorchDenoiser(_model.LatentDim);
        _bundle = _model.Load(Batch);
        (_images, _bytes) = (BenchmarkModel.Images(Batch), BenchmarkModel.Bytes(Batch));
        (_denoised, _denoisedBytes) = (new float[_images.Length], new byte[_bytes.Length]);
        _images.CopyTo(_raw.Inputs[0], 0);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _bundle.Dispose();
        _torch.Dispose();
        _naive.Dispose();
        _raw.Dispose();
        _model.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void RawRunWithBinding() => _raw.Run();

    [Benchmark]
    public void Floats() => _bundle.Denoiser.Denoise(_images, _denoised);

    [Benchmark]
    public void Bytes() => _bundle.Denoiser.Denoise(_bytes, _denoisedBytes);

    [Benchmark]
    public float[] NamedOnnxValues() => _naive.Run(_images, Batch);

    [Benchmark]
    public float[] TorchSharpEager() => _torch.Run(_images, Batch);
}
