using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>SincNet (Ravanelli and Bengio 2018): band-pass filters computed in forward from two numbers each.</summary>
internal sealed class SincFilters : Module<Tensor, Tensor>
{
    private readonly Parameter low = Parameter(tensor(new[] { 0.05f, 0.1f, 0.2f })), width = Parameter(tensor(new[] { 0.05f, 0.1f, 0.15f }));
    private readonly Tensor time, window;
    private readonly int size;

    public SincFilters(int size)
        : base("sinc")
    {
        this.size = size;
        time = arange(-(size / 2), (size / 2) + 1, dtype: float32);
        window = hamming_window(size, periodic: false);
        register_buffer(nameof(time), time);
        RegisterComponents();
    }

    public override Tensor forward(Tensor wave)
    {
        var high = (low.abs() + width.abs()).clamp(0, 0.5);
        var filters = (Pass(high) - Pass(low.abs())) * window;
        filters = filters / filters.abs().amax([1], keepdim: true);
        return functional.conv1d(wave, filters.unsqueeze(1), padding: size / 2).abs().log1p();
    }

    private Tensor Pass(Tensor cutoff)
    {
        var angle = 2 * Math.PI * cutoff.unsqueeze(1) * time;
        return 2 * cutoff.unsqueeze(1) * where(time == 0, ones_like(angle), angle.sin() / where(time == 0, ones_like(angle), angle));
    }
}
