using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Extension methods and interfaces with default members make a fluent forward.</summary>
internal sealed class FluentExtensions : Module<Tensor, Tensor>
{
    private readonly IStep[] steps;

    public FluentExtensions() : base("fluent")
    {
        var dense = new Dense(4, 6);
        register_module("dense", dense.Layer);
        steps = [dense, new Halve(), new Affine { Scale = 1.5f, Shift = 0.25f }];
    }

    public override Tensor forward(Tensor x) => steps.RunOn(x).Then(t => t.exp()).NormalizeRows();

    internal interface IStep
    {
        string Name => GetType().Name;

        Tensor Run(Tensor x);

        Tensor RunTwice(Tensor x) => Run(Run(x));
    }

    private sealed record Dense(int From, int To) : IStep
    {
        public Linear Layer { get; } = Linear(From, To);

        public Tensor Run(Tensor x) => Layer.forward(x);
    }

    private readonly struct Halve : IStep
    {
        public Tensor Run(Tensor x) => x / 2;
    }

    private sealed class Affine : IStep
    {
        public required float Scale { get; init; }

        public float Shift { get; init; }

        public Tensor Run(Tensor x) => x * Scale + Shift;
    }
}

internal static class FluentTensorExtensions
{
    public static Tensor RunOn(this IEnumerable<FluentExtensions.IStep> steps, Tensor x)
    {
        foreach (var step in steps)
            x = step.Name == "Halve" ? step.RunTwice(x) : step.Run(x);
        return x;
    }

    public static Tensor Then(this Tensor x, Func<Tensor, Tensor> next) => next(x);

    public static Tensor NormalizeRows(this Tensor x) => x / x.sum(-1, keepdim: true);
}
