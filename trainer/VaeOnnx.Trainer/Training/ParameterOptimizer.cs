using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Updates parameters in one pass over each. torch's optimisers make a dozen element-wise passes, which took more time than
/// the gradients of a small network; element by element the arithmetic has one order, so the result is the same at any vector width.
/// </summary>
internal abstract class ParameterOptimizer
{
    // A moment whose gradients stay 0 (a pixel that is always black has such weights) decays into numbers without leading digits
    // within some 800 steps, and a processor takes a hundred times as long for each of those.
    private const float SmallestMoment = 1e-36f;

    private readonly Parameter[] _parameters;

    protected ParameterOptimizer(IEnumerable<(string name, Parameter parameter)> parameters, int slots)
    {
        var named = parameters.ToArray();
        _parameters = [.. named.Select(pair => pair.parameter)];
        Names = [.. named.Select(pair => pair.name)];
        State = [.. _parameters.Select(parameter => NewState(parameter, slots))];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>For each parameter its slots, as many values each as the parameter has.</summary>
    public float[][][] State { get; }

    public static ParameterOptimizer Create(nn.Module module, TrainingConfig config) => config.Optimizer switch
    {
        OptimizerKind.Adam => new AdamOptimizer(module.named_parameters()),
        OptimizerKind.Sgd => new SgdOptimizer(module.named_parameters(), (float)config.Momentum),
        _ => throw new ArgumentOutOfRangeException(nameof(config), config.Optimizer, "Unknown optimizer."),
    };

    /// <summary>Applies the gradients and drops them.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <param name="step">Counted from 1.</param>
    /// <param name="maxGradientNorm">The longest gradient over all parameters; longer ones are shortened to it. 0: no limit.</param>
    public void Step(double learningRate, long step, double maxGradientNorm = 0)
    {
        BeginStep(learningRate, step);
        using var scope = NewDisposeScope();
        var gradients = Array.ConvertAll(_parameters, parameter => parameter.grad?.contiguous());
        if (maxGradientNorm > 0)
            Shorten(gradients, maxGradientNorm);
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (gradients[i] is not { } gradient)
                continue;
            Update(Floats(_parameters[i]), Floats(gradient), State[i]);
            _parameters[i].grad = null;
        }
    }

    /// <summary>A parameter's values, in place.</summary>
    public Span<float> Values(int index) => Floats(_parameters[index]);

    protected abstract void BeginStep(double learningRate, long step);

    protected abstract void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] state);

    /// <summary>A moment, or 0 where it is too small to move a weight.</summary>
    protected static Vector<float> Flush(Vector<float> moment) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(moment), new Vector<float>(SmallestMoment)), Vector<float>.Zero, moment);

    /// <summary>A moment, or 0 where it is too small to move a weight.</summary>
    protected static float Flush(float moment) => MathF.Abs(moment) < SmallestMoment ? 0 : moment;

    private static void Shorten(Tensor?[] gradients, double most)
    {
        var squares = 0.0;
        foreach (var gradient in gradients)
            squares += gradient is null ? 0 : TensorPrimitives.SumOfSquares<float>(Floats(gradient));
        var factor = (float)(most / Math.Sqrt(squares));
        if (!(factor < 1))
            return;
        foreach (var gradient in gradients)
        {
            if (gradient is not null)
                TensorPrimitives.Multiply(Floats(gradient), factor, Floats(gradient));
        }
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static float[][] NewState(Parameter parameter, int slots) =>
        [.. Enumerable.Range(0, slots).Select(_ => new float[parameter.numel()])];
}
