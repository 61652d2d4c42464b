using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>The modules a random network may take next, for values of one shape (without the batch axis).</summary>
internal sealed partial class StepChoices(System.Random random, long[] shape)
{
    private long Last => shape[^1];

    private long Channels => shape[0];

    /// <summary>A module that accepts the shape; null where the drawn kind does not fit it.</summary>
    public Module<Tensor, Tensor>? Draw() => shape.Length switch
    {
        1 => random.Next(3) == 0 ? Activation() : Vector(),
        2 => random.Next(5) == 0 ? Activation() : random.Next(3) == 0 ? Sequence() : Signal(),
        3 => random.Next(5) == 0 ? Activation() : Image(),
        _ => random.Next(5) == 0 ? Activation() : Volume(),
    };

    /// <summary>An element-wise module.</summary>
    public Module<Tensor, Tensor> Activation() => random.Next(24) switch
    {
        0 => ReLU(),
        1 => LeakyReLU(Real(0.01, 0.4)),
        2 => ELU(Real(0.5, 1.5)),
        3 => GELU(),
        4 => SiLU(),
        5 => Tanh(),
        6 => Sigmoid(),
        7 => Softplus(Real(0.5, 2)),
        8 => Hardswish(),
        9 => Hardsigmoid(),
        10 => Mish(),
        11 => SELU(),
        12 => CELU(Real(0.5, 1.5)),
        13 => ReLU6(),
        14 => Softsign(),
        15 => LogSigmoid(),
        16 => Tanhshrink(),
        17 => Softshrink(Real(0.1, 0.6)),
        18 => Dropout(0.4),
        19 => Identity(),
        20 => PReLU(shape.Length > 1 ? Channels : 1),
        21 => Softmax(random.Next(1, shape.Length + 1)),
        22 => LogSoftmax(-1),
        _ => Elementwise(),
    };

    private Module<Tensor, Tensor> Elementwise()
    {
        var scalar = (float)Real(0.3, 1.7);
        return random.Next(12) switch
        {
            0 => Step("abs", x => x.abs()),
            1 => Step("sin", x => x.sin()),
            2 => Step("tanh().exp()", x => x.tanh().exp()),
            3 => Step("square().add(1).log()", x => x.square().add(1).log()),
            4 => Step(Text($"x * {scalar} - 1"), x => x * scalar - 1),
            5 => Step(Text($"{scalar} / (1 + abs)"), x => scalar / (1 + x.abs())),
            6 => Step("clamp(-1, 0.5)", x => x.clamp(-1, 0.5)),
            7 => Step("(square() + 0.1).sqrt()", x => (x.square() + 0.1).sqrt()),
            8 => Step("(square() + 1).rsqrt()", x => (x.square() + 1).rsqrt()),
            9 => Step("atan", x => x.atan()),
            10 => Step("erf", x => x.erf()),
            _ => Step("maximum(x, -x / 2)", x => maximum(x, -x / 2)),
        };
    }

    private Module<Tensor, Tensor>? Vector() => random.Next(11) switch
    {
        0 or 1 or 2 => Linear(Last, Size(1, 12), Coin()),
        3 => BatchNorm1d(Last, eps: Real(1e-5, 1e-3)),
        4 => LayerNorm(Last),
        5 => Factors() is var (a, b) && a > 1 ? Unflatten(1, [a, b]) : null,
        6 => Last % 4 == 0 && Last > 4 ? Unflatten(1, [Last / 4, 2, 2]) : null,
        7 => Last % 2 == 0 ? Step("chunk(2): a * sigmoid(b)", x => x.chunk(2, 1)[0] * x.chunk(2, 1)[1].sigmoid()) : null,
        8 => Step("x / (norm + 1)", x => x / (x.norm(1, keepdim: true) + 1)),
        9 => Last > 2 ? Step("x[.., 1..] - x[.., ..^1]", x => x[.., 1..] - x[.., ..^1]) : null,
        _ => Step("flip", x => x.flip(1)),
    };

    private Module<Tensor, Tensor>? Sequence() => random.Next(10) switch
    {
        0 => Linear(Last, Size(1, 10)),
        1 => LayerNorm(Last, elementwise_affine: Coin()),
        2 => LayerNorm(shape),
        3 => RecurrentModule(),
        4 => Last % 2 == 0 ? new SelfAttention(Last, 2) : new SelfAttention(Last, 1),
        5 => Step("transpose(1, 2)", x => x.transpose(1, 2)),
        6 => Step("softmax(x x^T) x", x => matmul(matmul(x, x.transpose(1, 2)).softmax(-1), x)),
        7 => Step("cumsum / 4", x => x.cumsum(1) / 4),
        8 => random.Next(4) switch
        {
            0 => Step("select last", x => x[.., ^1]),
            1 => Step("trapezoid(0.5)", x => x.trapezoid(0.5, 1)),
            2 => shape[0] > 1 ? Step("diff", x => x.diff(1, 1)) : null,
            _ => Step("l1 to its mean", x => functional.l1_loss(x, x.mean([1], keepdim: true).expand_as(x), nn.Reduction.None)),
        },
        _ => Reduction(),
    };

    private Recurrent RecurrentModule()
    {
        var (hidden, layers, two, bias) = (Size(1, 6), Size(1, 2), Coin(), Coin());
        return new Recurrent(random.Next(3) switch
        {
            0 => LSTM(Last, hidden, layers, bias, batchFirst: true, bidirectional: two),
            1 => GRU(Last, hidden, layers, bias, batchFirst: true, bidirectional: two),
            _ => RNN(Last, hidden, layers, NonLinearities.Tanh, bias, batchFirst: true, bidirectional: two),
        });
    }

    private Module<Tensor, Tensor> Reduction()
    {
        var axis = random.Next(1, shape.Length + 1);
        return random.Next(6) switch
        {
            0 => Step(Text($"mean({axis})"), x => x.mean([axis])),
            1 => Step(Text($"sum({axis}) / 3"), x => x.sum(axis) / 3),
            2 => Step(Text($"amax({axis})"), x => x.amax([axis])),
            3 => Step(Text($"amin({axis}, keepdim)"), x => x.amin([axis], keepdim: true)),
            4 => Step(Text($"x - mean({axis}, keepdim)"), x => x - x.mean([axis], keepdim: true)),
            _ => Step(Text($"logsumexp({axis})"), x => x.logsumexp(axis)),
        };
    }

    private static Function Step(string text, Func<Tensor, Tensor> function) => new(text, function);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private bool Coin() => random.Next(2) == 0;

    private long Size(int from, int to) => random.Next(from, to + 1);

    private double Real(double from, double to) => Math.Round(from + random.NextDouble() * (to - from), 6);

    private (long, long) Factors()
    {
        var divisors = Enumerable.Range(2, 6).Where(d => Last % d == 0 && Last / d > 1).ToArray();
        if (divisors.Length == 0)
            return (1, Last);
        var first = divisors[random.Next(divisors.Length)];
        return (first, Last / first);
    }

    private long Divisor(params long[] numbers)
    {
        var common = Enumerable.Range(1, 8).Where(d => numbers.All(n => n % d == 0)).ToArray();
        return common[random.Next(common.Length)];
    }
}
