using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A VAE (Kingma and Welling 2014) that returns a named tuple and samples only while it trains.</summary>
internal sealed class TupleVae : Module<Tensor, (Tensor reconstruction, Tensor mu, Tensor logVar)>
{
    private readonly Linear fc1 = Linear(36, 24);
    private readonly Linear fcMu = Linear(24, 4);
    private readonly Linear fcLogVar = Linear(24, 4);
    private readonly Linear fc3 = Linear(4, 24);
    private readonly Linear fc4 = Linear(24, 36);

    public TupleVae() : base("VAE") => RegisterComponents();

    private (Tensor mu, Tensor logVar) Encode(Tensor x)
    {
        var h = functional.relu(fc1.forward(x));
        return (fcMu.forward(h), fcLogVar.forward(h));
    }

    private Tensor Reparameterize(Tensor mu, Tensor logVar)
    {
        if (!training)
            return mu;
        var std = torch.exp(0.5 * logVar);
        return mu + std * torch.randn_like(std);
    }

    private Tensor Decode(Tensor z) => torch.sigmoid(fc4.forward(functional.relu(fc3.forward(z))));

    public override (Tensor reconstruction, Tensor mu, Tensor logVar) forward(Tensor x)
    {
        var (mu, logVar) = Encode(x.view(-1, 36));
        var z = Reparameterize(mu, logVar);
        return (Decode(z).view(x.shape), mu, logVar);
    }
}
