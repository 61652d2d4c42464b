using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Primary and digit capsules (Sabour et al. 2017): squash by norms, two rounds of routing.</summary>
internal sealed class Capsules : Module<Tensor, Tensor>
{
    private readonly Conv2d conv = Conv2d(1, 8, 3, stride: 2);
    private readonly Parameter weights = Parameter(randn([1, 18, 3, 5, 4]) * 0.2f);

    public Capsules() : base("capsules") => RegisterComponents();

    private static Tensor Squash(Tensor s, int dim = -1)
    {
        var norm = s.norm(dim, keepdim: true);
        return norm / (1 + norm * norm) * s;
    }

    public override Tensor forward(Tensor x)
    {
        var u = Squash(conv.forward(x).view(x.size(0), 18, 4));            // [N, 18, 4]
        var votes = weights.matmul(u[.., .., TensorIndex.None, .., TensorIndex.None]).squeeze(-1); // [N, 18, 3, 5]
        var logits = zeros(x.size(0), 18, 3);
        Tensor digits = null!;
        int round = 0;
        do
        {
            var c = logits.softmax(2).unsqueeze(-1);
            digits = Squash((c * votes).sum(1));
            logits = logits + (votes * digits.unsqueeze(1)).sum(-1);
        }
        while (++round < 2);

        return digits.norm(-1);
    }
}
