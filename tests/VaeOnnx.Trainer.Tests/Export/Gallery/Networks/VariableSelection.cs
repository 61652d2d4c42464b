using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Gated residual networks that weigh their inputs (Lim et al. 2021), put together by static factories and delegates.</summary>
internal sealed class VariableSelection : Module<Tensor, (Tensor selected, Tensor weights)>
{
    private readonly ModuleList<Module<Tensor, Tensor>> variables = [];
    private readonly Func<Tensor, Tensor> weigh;

    private VariableSelection(int count, int width)
        : base(nameof(VariableSelection))
    {
        for (var index = 0; index < count; index++)
            variables.Add(Sequential(($"lift_{index}", Linear(1, width)), ($"grn_{index}", Residual.Create(width, width))));
        var selector = Residual.Create(count, width);
        var head = Linear(width, count);
        (this["selector"], this["head"]) = (selector, head);
        weigh = x => head.call(selector.call(x)).softmax(-1);
        RegisterComponents();
    }

    private object this[string name]
    {
        set => register_module(name, (Module)value);
    }

    public static VariableSelection Create(int count, int width = 5) => new(count, width);

    public override (Tensor selected, Tensor weights) forward(Tensor x)
    {
        var weights = weigh(x);
        var parts = x.split(1, 1).Zip(variables, (part, variable) => variable.call(part));
        return ((stack(parts, 1) * weights.unsqueeze(-1)).sum(1), weights);
    }

    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Linear first, second, gate;
        private readonly Linear? skip;
        private readonly LayerNorm norm;

        private Residual(int inputs, int width)
            : base(nameof(Residual))
        {
            (first, second, gate, norm) = (Linear(inputs, width), Linear(width, width), Linear(width, 2 * width), LayerNorm(width));
            skip = inputs == width ? null : Linear(inputs, width);
            RegisterComponents();
        }

        public static Residual Create(int inputs, int width) => new(inputs, width);

        public override Tensor forward(Tensor x) => norm.call((skip?.call(x) ?? x) + functional.glu(gate.call(second.call(functional.elu(first.call(x), 1))), -1));
    }
}
