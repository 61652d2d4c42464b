using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Export.Operators;

/// <summary>What all losses end with, and how they take their arguments.</summary>
internal static class LossReduction
{
    extension(EmitterContext c)
    {
        /// <summary>An argument in the type of the result.</summary>
        public GraphValue LossOperand(params string[] names) => c.Cast(c.Tensor(names), c.Result.ElementType);

        /// <summary>The losses as they are, their mean or their sum, as the argument <c>reduction</c> says.</summary>
        public GraphValue Reduce(GraphValue losses) => c.Argument("reduction") switch
        {
            Reduction.None => losses,
            Reduction.Mean => c.Emit("ReduceMean", [losses], ("keepdims", 0)),
            Reduction.Sum => c.SumOfAll(losses),
            var other => throw c.Refuse($"Its reduction is '{other}'.", "Use Reduction.None, Mean or Sum."),
        };

        public GraphValue SumOfAll(GraphValue losses) => c.Emit("ReduceSum", [losses], ("keepdims", 0));

        /// <summary>max(x, 0).</summary>
        public GraphValue Hinge(GraphValue x) => c.WithScalar("Max", x, 0);

        /// <summary>A number less a tensor.</summary>
        public GraphValue Minus(double number, GraphValue x) => c.Emit("Sub", [c.Scalar(number, x.ElementType), x]);

        /// <summary>Times the argument <c>weight</c>, where there is one.</summary>
        public GraphValue Weighted(GraphValue losses) =>
            c.OptionalTensor("weight") is { } weight ? c.Emit("Mul", [losses, c.Cast(weight, losses.ElementType)]) : losses;
    }
}
