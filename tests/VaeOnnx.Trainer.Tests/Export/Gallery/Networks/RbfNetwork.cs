using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Radial basis functions: centres, distances by broadcasting, a partition of unity.</summary>
internal sealed class RbfNetwork : Module<Tensor, Tensor>
{
    public RbfNetwork(int inputs, int centers, int outputs) : base(nameof(RbfNetwork))
    {
        Centers = Parameter(randn(centers, inputs));
        LogWidth = Parameter(zeros(centers));
        Output = Linear(centers, outputs);
        register_parameter("centers", Centers);
        register_parameter("log_width", LogWidth);
        register_module("output", Output);
    }

    private Parameter Centers { get; }

    private Parameter LogWidth { get; }

    private Linear Output { get; }

    public override Tensor forward(Tensor x)
    {
        var difference = x.unsqueeze(1) - Centers;             // [N, centers, inputs]
        var distance = difference.pow(2).sum(-1).sqrt();
        var phi = (-(distance * LogWidth.exp()).pow(2)).exp();
        phi /= phi.sum(-1, keepdim: true) + 1e-6;
        return Output.forward(phi);
    }
}
