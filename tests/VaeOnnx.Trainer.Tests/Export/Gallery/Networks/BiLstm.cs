using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A bidirectional LSTM with an explicit initial state; both directions' ends are joined.</summary>
internal sealed class BiLstm : Module<Tensor, Tensor>
{
    private const long Hidden = 5;
    private readonly LSTM _lstm = LSTM(4, Hidden, 1, batchFirst: true, bidirectional: true);
    private readonly Linear _out = Linear(2 * Hidden, 3);

    public BiLstm() : base(nameof(BiLstm)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var h0 = zeros(2, x.shape[0], Hidden, device: x.device);
        var c0 = zeros(2, x.shape[0], Hidden, device: x.device);
        var (_, h, _) = _lstm.forward(x, (h0, c0));
        var ends = torch.cat([h[0], h[1]], dim: 1);
        return _out.forward(ends).MoveToOuterDisposeScope();
    }
}
