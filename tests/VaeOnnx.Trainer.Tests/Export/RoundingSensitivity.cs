using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using VaeOnnx.Export.Tracing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>
/// How far a network's outputs move, in TorchSharp alone, when its inputs and the output of each of its modules are off by one unit in
/// the last place: what rounding does to it in any engine. A network that divides rounding errors by each other (the norm of a signal
/// that is constant but for rounding) moves by as much as its outputs are large.
/// </summary>
internal static class RoundingSensitivity
{
    private const double UnitInLastPlace = 1.1920928955078125e-7; // 2^-23
    private const int Draws = 4;

    /// <summary>The largest move of an element of an output, over some draws of signs.</summary>
    /// <param name="module">In eval mode. Left as it was.</param>
    /// <param name="inputs">The inputs. Stay the caller's.</param>
    public static double Of(Module module, Tensor[] inputs)
    {
        var forward = new ForwardMethod(module, inputs.Length);
        Tensor[] Outputs(IEnumerable<Tensor> values) => [.. forward.Outputs(forward.Run([.. values])).Select(output => output.Tensor)];

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator(1);
        var exact = Outputs(inputs.Select(input => input.clone()));
        var hooks = module.modules().Prepend(module).OfType<Module<Tensor, Tensor>>()
            .Select(part => part.register_forward_hook((_, _, output) => Nudged(output, generator))).ToArray();
        try
        {
            return Enumerable.Range(0, Draws).Max(_ => Distance(exact, Outputs(inputs.Select(input => Nudged(input, generator)))));
        }
        finally
        {
            foreach (var hook in hooks)
                hook.remove();
        }
    }

    /// <summary>Every element one unit in the last place up or down, at random.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The scope of the measurement holds the tensors.")]
    private static Tensor Nudged(Tensor value, Generator generator)
    {
        if (!value.is_floating_point())
            return value.clone();
        var signs = randint(0, 2, value.shape, value.dtype, generator: generator) * 2 - 1;
        return value * (1 + signs * UnitInLastPlace);
    }

    private static double Distance(IReadOnlyList<Tensor> left, IReadOnlyList<Tensor> right) =>
        left.Zip(right, (a, b) => a.numel() == 0 ? 0 : (a.to_type(ScalarType.Float64) - b.to_type(ScalarType.Float64)).abs().nan_to_num(0, 0, 0).max().item<double>()).Max();
}
