using TorchSharp.Modules;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class ParameterOptimizerTests
{
    private const int Length = 1003; // no multiple of any vector width: the last elements go the scalar way
    private const double Rate = 0.01;

    [TestMethod]
    public void Adam_TwentySteps_FollowsTorch()
    {
        using var parameter = Start();
        using var reference = Start();
        using var torchs = optim.Adam([reference], Rate);
        AssertFollows(new AdamOptimizer([("w", parameter)]), parameter, torchs, reference);
    }

    [TestMethod]
    public void Sgd_TwentySteps_FollowsTorch()
    {
        using var parameter = Start();
        using var reference = Start();
        using var torchs = optim.SGD([reference], Rate, momentum: 0.5);
        AssertFollows(new SgdOptimizer([("w", parameter)], 0.5f), parameter, torchs, reference);
    }

    [TestMethod]
    public void Step_AnyParameter_DropsItsGradient()
    {
        using var parameter = Start();
        using var gradient = ones(Length);
        parameter.grad = gradient;

        new SgdOptimizer([("w", parameter)], 0f).Step(Rate, 1);

        Assert.IsNull(parameter.grad);
    }

    [TestMethod]
    [DataRow(4.0, 0.5)]
    [DataRow(8.0, 1.0)]
    [DataRow(0.0, 1.0)]
    public void Step_GradientLongerThanTheLimit_IsShortenedToIt(double limit, double share)
    {
        // Over both parameters: √(48 · 1² + 4 · 2²) = 8.
        using var ones48 = new Parameter(zeros(48));
        using var twos4 = new Parameter(zeros(4));
        (ones48.grad, twos4.grad) = (ones(48), full(4, 2f));

        new SgdOptimizer([("a", ones48), ("b", twos4)], 0f).Step(learningRate: 1, step: 1, limit);

        Assert.AreEqual(-share, ones48[0].item<float>(), 1e-6);
        Assert.AreEqual(-2 * share, twos4[3].item<float>(), 1e-6);
    }

    [TestMethod]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.Sgd)]
    public void Step_GradientThatStaysZero_LeavesNoSubnormalMoment(OptimizerKind kind)
    {
        using var parameter = Start();
        ParameterOptimizer optimizer = kind == OptimizerKind.Adam ? new AdamOptimizer([("w", parameter)]) : new SgdOptimizer([("w", parameter)], 0.5f);
        for (var step = 1; step <= 900; step++)
        {
            parameter.grad = step == 1 ? full(Length, 1e-3f) : zeros(Length);
            optimizer.Step(Rate, step);
        }

        foreach (var slot in optimizer.State[0])
            Assert.IsFalse(slot.Any(float.IsSubnormal), $"the smallest is {slot.Min()}");
        Assert.AreEqual(0, optimizer.State[0][0].Max(), "the first moment has long decayed");
    }

    private static void AssertFollows(ParameterOptimizer ours, Parameter parameter, optim.Optimizer torchs, Parameter reference)
    {
        using var generator = new Generator(5);
        for (var step = 1; step <= 20; step++)
        {
            using var scope = NewDisposeScope();
            var gradient = randn(Length, generator: generator);
            parameter.grad = gradient.clone();
            reference.grad = gradient.clone();
            ours.Step(Rate, step);
            torchs.step();
        }

        using var difference = (parameter - reference).abs().max();
        Assert.AreEqual(0, difference.item<float>(), Tolerances.OptimizerWeight);
        using var start = Start();
        Assert.IsFalse(parameter.Equals(start), "the steps must move the weights");
    }

    private static Parameter Start() => new(linspace(-1, 1, Length), requires_grad: true);
}
