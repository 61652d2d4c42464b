using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>RealNVP coupling layers (Dinh et al. 2017): returns the latent and the log-determinant.</summary>
internal sealed class CouplingFlow : Module<Tensor, (Tensor z, Tensor logDeterminant)>
{
    private readonly ModuleList<Coupling> couplings = ModuleList(new Coupling(4), new Coupling(4), new Coupling(4));

    public CouplingFlow() : base("RealNVP") => RegisterComponents();

    public override (Tensor z, Tensor logDeterminant) forward(Tensor x)
    {
        Tensor total = zeros_like(x)[.., 0];
        for (var i = 0; i < couplings.Count; i++)
        {
            (x, var log) = couplings[i].forward(x);
            total = total + log;
            if (i % 2 == 0)
                x = x.flip(1);
        }

        return (x, total);
    }

    private sealed class Coupling : Module<Tensor, (Tensor, Tensor)>
    {
        private readonly Sequential net;

        public Coupling(int size) : base("coupling")
        {
            net = Sequential(Linear(size / 2, 8), Tanh(), Linear(8, size));
            RegisterComponents();
        }

        public override (Tensor, Tensor) forward(Tensor x)
        {
            if (x.chunk(2, dim: -1) is not [var kept, var changed])
                throw new InvalidOperationException("the features do not split in two");
            var st = net.forward(kept).chunk(2, -1);
            var s = st[0].tanh();
            return (cat([kept, changed * exp(s) + st[1]], -1), s.sum(-1));
        }
    }
}
