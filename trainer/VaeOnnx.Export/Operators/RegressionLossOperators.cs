using TorchSharp;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Losses between a prediction and a target, element by element. Accepts float32 and float64, broadcasting, every reduction. Sub, Abs,
/// Mul, Where, Exp, Log, ReduceMean, ReduceSum. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class RegressionLossOperators
{
    [Operator("functional.mse_loss", Onnx = "Sub, Mul, ReduceMean", Covers = "every reduction")]
    internal static GraphValue MeanSquare(EmitterContext c) => c.Reduce(c.Squared(Difference(c)));

    [Operator("functional.l1_loss", Onnx = "Sub, Abs, ReduceMean", Covers = "every reduction")]
    internal static GraphValue Absolute(EmitterContext c) => c.Reduce(c.Emit("Abs", [Difference(c)]));

    [Operator("functional.smooth_l1_loss", Onnx = "Sub, Abs, Mul, Where, ReduceMean", Covers = "beta, 0 included; every reduction")]
    internal static GraphValue SmoothAbsolute(EmitterContext c)
    {
        var (distance, beta) = (c.Emit("Abs", [Difference(c)]), c.Number("beta"));
        if (beta == 0)
            return c.Reduce(distance);
        var near = c.WithScalar("Div", c.WithScalar("Mul", c.Squared(distance), 0.5), beta);
        return c.Reduce(c.Choose(c.CompareScalar("Less", distance, beta), near, c.WithScalar("Sub", distance, 0.5 * beta)));
    }

    [Operator("functional.huber_loss", Onnx = "Sub, Abs, Mul, Where, ReduceMean", Covers = "delta, every reduction")]
    internal static GraphValue Huber(EmitterContext c)
    {
        var (distance, delta) = (c.Emit("Abs", [Difference(c)]), c.Number("delta"));
        var far = c.WithScalar("Mul", c.WithScalar("Sub", distance, 0.5 * delta), delta);
        return c.Reduce(c.Choose(c.CompareScalar("Less", distance, delta), c.WithScalar("Mul", c.Squared(distance), 0.5), far));
    }

    /// <summary>TorchSharp 0.107 takes poisson_nll_loss's eps and does not use it; the library that is loaded is asked.</summary>
    private static readonly Lazy<bool> PoissonTakesEpsilon = new(() =>
    {
        using var scope = torch.NewDisposeScope();
        return torch.nn.functional.poisson_nll_loss(torch.zeros(1), torch.ones(1), log_input: false, eps: 1).item<float>() == 0;
    });

    [Operator("functional.poisson_nll_loss", Onnx = "Exp, Mul, Sub; Log; Where, ReduceMean",
        Covers = "log_input, full, every reduction; eps where TorchSharp uses it, which 0.107 does not")]
    internal static GraphValue Poisson(EmitterContext c)
    {
        var (x, target) = (c.LossOperand("input"), c.LossOperand("target"));
        var loss = c.Bool("log_input")
            ? c.Emit("Sub", [c.Emit("Exp", [x]), c.Emit("Mul", [target, x])])
            : c.Emit("Sub", [x, c.Emit("Mul", [target, c.Emit("Log", [c.WithScalar("Add", x, PoissonTakesEpsilon.Value ? c.Number("eps") : 1e-8)])])]);
        return c.Reduce(c.Bool("full") ? c.Emit("Add", [loss, LogFactorial(c, target)]) : loss);
    }

    [Operator("GaussianNLLLoss", Onnx = "Clip, Log, Div, ReduceSum, ReduceMean", Covers = "full, eps, every reduction; without the check for negative variances")]
    internal static GraphValue Gaussian(EmitterContext module)
    {
        // TorchSharp sums over all axes but the batch, where PyTorch returns the loss of each element.
        var c = LossModuleOperators.WithSettings(module);
        var flat = c.Vector(0, -1);
        var variance = c.WithScalar("Max", c.Emit("Reshape", [c.LossOperand("variance"), flat]), c.Number("eps"));
        var difference = c.Emit("Reshape", [c.Emit("Sub", [c.LossOperand("input"), c.LossOperand("target")]), flat]);
        var terms = c.Emit("Add", [c.Emit("Log", [variance]), c.Emit("Div", [c.Squared(difference), variance])]);
        var loss = c.WithScalar("Mul", c.Reduced("ReduceSum", terms, [1], keepDimensions: false), 0.5);
        if (c.Bool("full"))
        {
            var count = c.Fixed(c.Input.Shape.Skip(1), "The number of elements in a sample").Aggregate(1L, (product, size) => product * size);
            loss = c.WithScalar("Add", loss, 0.5 * count * Math.Log(2 * Math.PI));
        }

        return c.Reduce(loss);
    }

    [Operator("functional.kl_div", Onnx = "Exp, Sub, Mul; Log, Where; ReduceMean", Covers = "log_target, every reduction")]
    internal static GraphValue KullbackLeibler(EmitterContext c)
    {
        var (x, target) = (c.LossOperand("input"), c.LossOperand("target"));
        if (c.Bool("log_target"))
            return c.Reduce(c.Emit("Mul", [c.Emit("Exp", [target]), c.Emit("Sub", [target, x])]));
        var entropy = c.Emit("Mul", [target, c.Emit("Log", [target])]);
        var known = c.Choose(c.CompareScalar("Equal", target, 0), c.Scalar(0, target.ElementType), entropy);
        return c.Reduce(c.Emit("Sub", [known, c.Emit("Mul", [target, x])]));
    }

    private static GraphValue Difference(EmitterContext c) => c.Emit("Sub", [c.LossOperand("input"), c.LossOperand("target")]);

    /// <summary>Stirling's approximation of log(target!), as libtorch has it: 0 up to 1.</summary>
    private static GraphValue LogFactorial(EmitterContext c, GraphValue target)
    {
        var log = c.Emit("Log", [target]);
        var main = c.Emit("Sub", [c.Emit("Mul", [target, log]), target]);
        var half = c.WithScalar("Mul", c.WithScalar("Add", log, Math.Log(2 * Math.PI)), 0.5);
        return c.Choose(c.CompareScalar("Greater", target, 1), c.Emit("Add", [main, half]), c.Scalar(0, target.ElementType));
    }
}
