using VaeOnnx.Export;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>One row of a family's table: an operation or module with one choice of parameters, and the inputs to compare it on.</summary>
internal sealed record OperatorCase(string Operation, string Parameters, Func<nn.Module> Create, IReadOnlyList<OperatorInput> Inputs)
{
    /// <summary>How far the engines may lie apart.</summary>
    public OperatorTolerance Tolerance { get; init; } = OperatorTolerance.Elementwise;

    /// <summary>The oldest opset that can express the row; older ones are to refuse it by naming theirs.</summary>
    public int Since { get; init; } = ExportOptions.OldestOpset;

    /// <summary>A function of one tensor; it returns a tensor, an array or a tuple of tensors.</summary>
    public static OperatorCase Of(string operation, string parameters, Func<Tensor, object> function, OperatorInput input) =>
        new(operation, parameters, () => new UnaryCase(function), [input]);

    /// <summary>A function of two tensors.</summary>
    public static OperatorCase Of(string operation, string parameters, Func<Tensor, Tensor, object> function, OperatorInput first, OperatorInput second) =>
        new(operation, parameters, () => new BinaryCase(function), [first, second]);

    /// <summary>A function of three tensors.</summary>
    public static OperatorCase Of(string operation, string parameters, Func<Tensor, Tensor, Tensor, object> function,
        OperatorInput first, OperatorInput second, OperatorInput third) =>
        new(operation, parameters, () => new TernaryCase(function), [first, second, third]);

    /// <summary>A module of TorchSharp's or of the test's own.</summary>
    public static OperatorCase OfModule(string operation, string parameters, Func<nn.Module> create, params OperatorInput[] inputs) =>
        new(operation, parameters, create, inputs);

    /// <summary>For the test's display: <c>clamp (min only)</c>.</summary>
    public override string ToString() => Parameters.Length == 0 ? Operation : $"{Operation} ({Parameters})";

    private sealed class UnaryCase(Func<Tensor, object> function) : nn.Module<Tensor, object>(nameof(UnaryCase))
    {
        public override object forward(Tensor x) => function(x);
    }

    private sealed class BinaryCase(Func<Tensor, Tensor, object> function) : nn.Module<Tensor, Tensor, object>(nameof(BinaryCase))
    {
        public override object forward(Tensor x, Tensor y) => function(x, y);
    }

    private sealed class TernaryCase(Func<Tensor, Tensor, Tensor, object> function) : nn.Module<Tensor, Tensor, Tensor, object>(nameof(TernaryCase))
    {
        public override object forward(Tensor x, Tensor y, Tensor z) => function(x, y, z);
    }
}
