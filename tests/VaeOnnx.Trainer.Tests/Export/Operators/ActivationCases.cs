using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;
using Approximate = TorchSharp.Modules.GELU.Approximate;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Activations as functions, methods, in place and as modules; float64 by elementary operators.</summary>
internal static class ActivationCases
{
    private static readonly OperatorInput Rows = Normal(Dimension.Batch, 6);
    private static readonly OperatorInput Doubles = Rows.As(ElementType.Float64);
    private static readonly OperatorInput Images = Normal(Dimension.Batch, 3, 2, 2);

    public static IReadOnlyList<OperatorCase> All { get; } = [.. Methods, .. InDouble, .. Functions, .. Modules, .. Softmaxes, .. Dropouts];

    private static IEnumerable<OperatorCase> Methods =>
    [
        Of("sigmoid", "", x => x.sigmoid(), Rows),
        Of("relu", "", x => x.relu(), Rows),
        Of("relu", "int64", x => x.relu(), Integers(Dimension.Batch, 6)),
        Of("relu", "in place", x => (x + 0).relu_(), Rows),
        Of("relu6", "", x => (x * 4).relu6(), Rows),
        Of("elu", "", x => x.elu(), Rows),
        Of("elu", "alpha, scale, input_scale", x => x.elu(0.5, 1.2, 0.7), Rows),
        Of("selu", "", x => x.selu(), Rows),
        Of("celu", "alpha", x => x.celu(0.7), Rows),
        Of("gelu", "", x => x.gelu(), Rows),
        Of("silu", "", x => x.silu(), Rows),
        Of("hardswish", "", x => (x * 3).hardswish(), Rows),
        Of("hardsigmoid", "", x => (x * 3).hardsigmoid(), Rows),
        Of("hardtanh", "as TorchSharp does it", x => x.hardtanh(-0.5, 1), Rows),
        Of("hardtanh_", "in place", x => (x + 0).hardtanh_(-0.5, 1), Rows),
        Of("leaky_relu", "", x => x.leaky_relu(0.2), Rows),
        Of("leaky_relu", "in place", x => (x + 0).leaky_relu_(0.2), Rows),
        Of("prelu", "one slope", (x, a) => x.prelu(a), Images, Normal(1)),
        Of("prelu", "one a channel", (x, a) => x.prelu(a), Images, Normal(3)),
        Of("rrelu", "eval mode", x => x.rrelu(0.1, 0.4), Rows),
        Of("softplus", "", x => (x * 10).softplus(), Rows),
        Of("softplus", "beta, threshold", x => x.softplus(2, 1.5), Rows),
        Of("log_sigmoid", "", x => functional.logsigmoid(x * 10), Rows),
        Of("threshold", "", x => x.threshold(0.3, -2), Rows),
        Of("glu", "last axis", x => x.glu(), Rows),
        Of("glu", "dim", x => x.glu(1), Normal(Dimension.Batch, 4, 3)),
    ];

    private static IEnumerable<OperatorCase> InDouble =>
    [
        Of("sigmoid", "float64", x => x.sigmoid(), Doubles),
        Of("elu", "float64", x => x.elu(0.5), Doubles),
        Of("selu", "float64", x => x.selu(), Doubles),
        Of("celu", "float64", x => x.celu(0.7), Doubles),
        Of("silu", "float64", x => x.silu(), Doubles),
        Of("gelu", "tanh, float64", x => functional.gelu(x, Approximate.tanh), Doubles),
        Of("hardswish", "float64", x => (x * 3).hardswish(), Doubles),
        Of("hardsigmoid", "float64", x => (x * 3).hardsigmoid(), Doubles),
        Of("leaky_relu", "float64", x => x.leaky_relu(0.2), Doubles),
        Of("softplus", "float64", x => (x * 10).softplus(), Doubles),
        Of("log_sigmoid", "float64", x => functional.logsigmoid(x * 10), Doubles),
        Of("functional.mish", "float64", x => functional.mish(x), Doubles),
        Of("functional.softshrink", "float64", x => functional.softshrink(x, 0.4), Doubles),
        Of("functional.hardshrink", "float64", x => functional.hardshrink(x, 0.4), Doubles),
        Of("prelu", "float64", (x, a) => x.prelu(a), Images.As(ElementType.Float64), Normal(3).As(ElementType.Float64)),
    ];

    private static IEnumerable<OperatorCase> Functions =>
    [
        Of("functional.relu", "", x => functional.relu(x), Rows),
        Of("functional.relu", "inplace", x => functional.relu(x + 0, inplace: true), Rows),
        Of("functional.relu6", "", x => functional.relu6(x * 4), Rows),
        Of("functional.elu", "", x => functional.elu(x, 0.5), Rows),
        Of("functional.selu", "", x => functional.selu(x), Rows),
        Of("functional.celu", "", x => functional.celu(x, 0.5), Rows),
        Of("functional.gelu", "", x => functional.gelu(x), Rows),
        Of("functional.gelu", "tanh", x => functional.gelu(x, Approximate.tanh), Rows),
        Of("functional.silu", "", x => functional.silu(x), Rows),
        Of("functional.mish", "", x => functional.mish(x * 3), Rows),
        Of("functional.hardswish", "", x => functional.hardswish(x * 3), Rows),
        Of("functional.hardsigmoid", "", x => functional.hardsigmoid(x * 3), Rows),
        Of("functional.hardtanh", "", x => functional.hardtanh(x, -2, 0.5), Rows),
        Of("functional.hardtanh", "inplace", x => functional.hardtanh(x + 0, -2, 0.5, inplace: true), Rows),
        Of("functional.leaky_relu", "", x => functional.leaky_relu(x, 0.3), Rows),
        Of("functional.rrelu", "eval mode", x => functional.rrelu(x, 0.1, 0.3), Rows),
        Of("functional.softplus", "", x => functional.softplus(x, 2, 1), Rows),
        Of("functional.softsign", "", x => functional.softsign(x), Rows),
        Of("functional.softshrink", "", x => functional.softshrink(x, 0.4), Rows),
        Of("functional.hardshrink", "", x => functional.hardshrink(x, 0.4), Rows),
        Of("functional.tanhshrink", "", x => functional.tanhshrink(x), Rows),
        Of("functional.threshold", "", x => functional.threshold(x, 0.1, 20), Rows),
        Of("functional.sigmoid", "", x => functional.sigmoid(x), Rows),
        Of("functional.tanh", "", x => functional.tanh(x), Rows),
        Of("functional.glu", "", x => functional.glu(x, 1), Rows),
    ];

    private static IEnumerable<OperatorCase> Modules =>
    [
        OfModule("ReLU", "", () => ReLU(), Rows),
        OfModule("ReLU6", "inplace", () => Sequential(Linear(6, 6), ReLU6(inplace: true)), Rows) with { Tolerance = OperatorTolerance.Sums },
        OfModule("ELU", "alpha", () => ELU(0.3), Rows),
        OfModule("SELU", "", () => SELU(), Rows),
        OfModule("CELU", "alpha", () => CELU(0.3), Rows),
        OfModule("GELU", "", () => GELU(), Rows),
        OfModule("SiLU", "", () => SiLU(), Rows),
        OfModule("Mish", "", () => Mish(), Rows),
        OfModule("Hardswish", "", () => Hardswish(), Rows),
        OfModule("Hardsigmoid", "", () => Hardsigmoid(), Rows),
        OfModule("Hardtanh", "min_val, max_val", () => Hardtanh(-0.5, 2), Rows),
        OfModule("LeakyReLU", "negative_slope", () => LeakyReLU(0.3), Rows),
        OfModule("PReLU", "one slope", () => PReLU(1), Rows),
        OfModule("PReLU", "one a channel", () => PReLU(3, 0.4), Images),
        OfModule("RReLU", "eval mode", () => RReLU(0.1, 0.3), Rows),
        OfModule("Sigmoid", "", () => Sigmoid(), Rows),
        OfModule("Tanh", "", () => Tanh(), Rows),
        OfModule("Softplus", "beta, threshold", () => Softplus(2, 3), Rows),
        OfModule("Softsign", "", () => Softsign(), Rows),
        OfModule("Softshrink", "lambda", () => Softshrink(0.4), Rows),
        OfModule("Hardshrink", "lambda", () => Hardshrink(0.4), Rows),
        OfModule("Tanhshrink", "", () => Tanhshrink(), Rows),
        OfModule("Threshold", "", () => Threshold(0.2, -1), Rows),
        OfModule("LogSigmoid", "", () => LogSigmoid(), Rows),
        OfModule("GLU", "dim", () => GLU(1), Rows),
        OfModule("Softmax", "dim", () => Softmax(1), Rows),
        OfModule("LogSoftmax", "dim", () => LogSoftmax(-1), Rows),
        OfModule("Softmin", "dim", () => Softmin(1), Rows),
        OfModule("Softmax2d", "", () => Softmax2d(), Images),
    ];

    private static IEnumerable<OperatorCase> Softmaxes =>
    [
        Of("softmax", "last axis", x => x.softmax(-1), Rows),
        Of("softmax", "batch axis", x => x.softmax(0), Rows),
        Of("softmax", "dtype", x => x.softmax(1, ScalarType.Float64), Rows),
        Of("softmax", "tensor without axes", x => x.mean().softmax(0), Rows),
        Of("functional.softmax", "", x => functional.softmax(x, 1), Images),
        Of("functional.softmin", "", x => functional.softmin(x, 1), Images),
        Of("log_softmax", "", x => x.log_softmax(2), Images),
        Of("log_softmax", "dtype", x => x.log_softmax(1, ScalarType.Float64), Rows),
        Of("special.softmax", "", x => special.softmax(x, 1), Rows),
        Of("special.log_softmax", "", x => special.log_softmax(x, 0), Rows),
    ];

    private static IEnumerable<OperatorCase> Dropouts =>
    [
        OfModule("Dropout", "eval mode", () => Sequential(Dropout(0.3), ReLU()), Rows),
        OfModule("Dropout1d", "eval mode", () => Sequential(Dropout1d(0.3), ReLU()), Normal(Dimension.Batch, 3, 4)),
        OfModule("Dropout2d", "eval mode", () => Sequential(Dropout2d(0.3), ReLU()), Images),
        OfModule("Dropout3d", "eval mode", () => Sequential(Dropout3d(0.3), ReLU()), Normal(Dimension.Batch, 2, 2, 2, 2)),
        OfModule("AlphaDropout", "eval mode", () => Sequential(AlphaDropout(0.3), ReLU()), Rows),
        OfModule("FeatureAlphaDropout", "eval mode", () => Sequential(FeatureAlphaDropout(0.3), ReLU()), Images),
        Of("functional.dropout", "training: false", x => functional.dropout(x, 0.5, training: false) + 1, Rows),
    ];
}
