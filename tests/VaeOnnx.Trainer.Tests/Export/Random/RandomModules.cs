using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Random networks composed of TorchSharp's modules: the same for the same seed. Each step is tried on a sample, so every network is valid.</summary>
internal sealed class RandomModules
{
    private const int LargestSample = 600;
    private static readonly long[][] Inputs = [[4], [8], [12], [3, 8], [4, 6], [5, 5], [1, 6, 6], [2, 8, 8], [4, 5, 7], [3, 7, 6], [2, 3, 4, 4]];

    private readonly System.Random _random;

    public RandomModules(int seed)
    {
        _random = new System.Random(seed);
        torch.random.manual_seed(seed);
        var shape = Inputs[_random.Next(Inputs.Length)];
        Input = NetworkInput.Float32("x", [Dimension.Batch, .. shape.Select(n => (Dimension)n)]);
        Module = Chain(ref shape, _random.Next(2, 9), depth: 0);
        Statistics.Randomize(Module);
        Module.eval();
    }

    /// <summary>What the network reads.</summary>
    public NetworkInput Input { get; }

    /// <summary>The network, in eval mode. The caller disposes it.</summary>
    public Module<Tensor, Tensor> Module { get; }

    private Module<Tensor, Tensor> Chain(ref long[] shape, int length, int depth)
    {
        var steps = new List<Module<Tensor, Tensor>>();
        while (steps.Count < length)
            steps.Add(Next(ref shape, depth));
        return Sequential(steps);
    }

    private Module<Tensor, Tensor> Next(ref long[] shape, int depth)
    {
        for (var attempt = 0; attempt < 30; attempt++)
        {
            var candidate = depth < 2 && _random.Next(4) == 0 ? Composition(shape, depth) : new StepChoices(_random, shape).Draw();
            if (candidate is null)
                continue;
            var result = ShapeAfter(candidate, shape);
            if (result.Length is >= 1 and <= 4 && result.Aggregate(1L, (a, b) => a * b) is > 0 and <= LargestSample)
            {
                shape = result;
                return candidate;
            }

            candidate.Dispose();
        }

        return Identity();
    }

    private Module<Tensor, Tensor>? Composition(long[] shape, int depth)
    {
        var before = shape;
        var bodies = Enumerable.Range(0, _random.Next(1, 4)).Select(_ =>
        {
            var after = before;
            return (Module: Chain(ref after, _random.Next(1, 3), depth + 1), Shape: after);
        }).ToArray();

        var same = bodies.Where(b => b.Shape.SequenceEqual(before)).Select(b => b.Module).ToArray();
        if (same.Length == 0)
            return bodies[0].Module;
        return _random.Next(3) switch
        {
            0 => new Residual(same[0]),
            1 => new Gated(same[0]),
            _ => new Branches(_random.Next(1, before.Length + 1), same),
        };
    }

    private static long[] ShapeAfter(Module<Tensor, Tensor> candidate, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        candidate.eval();
        try
        {
            return candidate.forward(randn([2, .. shape])).shape[1..];
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return []; // The drawn parameters do not fit this shape, in libtorch's own judgement: drawn again.
        }
    }
}
