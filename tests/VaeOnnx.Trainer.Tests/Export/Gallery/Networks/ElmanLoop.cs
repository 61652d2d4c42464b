using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A recurrent cell unrolled by hand, its state created from the batch size.</summary>
internal sealed class ElmanLoop : Module<Tensor, Tensor>
{
    private readonly int _hidden;
    private readonly Linear _input;
    private readonly Linear _recurrent;

    public ElmanLoop(int features, int hidden) : base(nameof(ElmanLoop))
    {
        _hidden = hidden;
        _input = Linear(features, hidden);
        _recurrent = Linear(hidden, hidden, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor sequence)
    {
        var h = zeros(sequence.shape[0], _hidden);
        var states = new List<Tensor>();
        for (long t = 0; t < sequence.shape[1]; t++)
        {
            h = tanh(_input.forward(sequence[.., (int)t]) + _recurrent.forward(h));
            states.Add(h);
        }

        return stack(states, dim: 1);
    }
}
