namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Expressions of one or two tensors that keep the shape, bounded in size and continuous, so that rounding cannot grow.</summary>
internal sealed partial class ForwardWriter
{
    private string Unary(string x, ForwardValue value)
    {
        var axis = _random.Next(1, value.Shape.Length + 1);
        return _random.Next(34) switch
        {
            0 => $"{x}.tanh()",
            1 => $"torch.tanh({x})",
            2 => $"functional.relu({x})",
            3 => $"{x}.sigmoid()",
            4 => $"{x} * {Number()} + 1",
            5 => $"({x} * {x} + 0.1f).sqrt()",
            6 => $"functional.gelu({x})",
            7 => $"-{x}",
            8 => $"{x} / (1 + {x}.abs())",
            9 => $"torch.where({x} > 0, {x}, {x} * {Number()})",
            10 => $"{x}.clamp(-1, 1.5)",
            11 => $"{x}.softmax(-1)",
            12 => $"1 - {x}",
            13 => $"{x} - {x}.mean(new long[] {{ {axis} }}, true)",
            14 => $"{x}.masked_fill({x} < -1, -1f)",
            15 => $"torch.exp(-{x}.abs())",
            16 => $"{x}.flip({axis})",
            17 => $"{x}.roll(1, {axis})",
            18 => $"{x}.cumsum({axis}) * 0.3f",
            19 => $"functional.leaky_relu({x}, {Number().TrimEnd('f')})",
            20 => $"torch.sin({x}).mul({x}.cos())",
            21 => $"functional.softplus({x})",
            22 => $"{x}.pow(2).add(1).log()",
            23 => $"functional.dropout({x}, 0.3, training: false)",
            24 => $"torch.maximum({x}, {x} * {Number()})",
            25 => $"{x}.sub({Number()}).div(2)",
            26 => $"functional.silu({x})",
            27 => $"functional.layer_norm({x}, new long[] {{ {value.Last} }})",
            28 => $"functional.normalize({x}.add(2), dim: {axis})",
            29 => $"functional.huber_loss({x}, {x} * {Number()}, reduction: Reduction.None)",
            30 => $"functional.soft_margin_loss({x}, {x}.sin(), Reduction.None)",
            31 => $"{x} / (linalg.norm({x}, [{axis}], keepdim: true) + 1)",
            32 => $"{x} - {x}.kthvalue(1, {axis}, keepdim: true).Item1",
            _ => $"({x}).relu().add({Number()})",
        };
    }

    private string Unary(ForwardValue value) => Unary(value.Name, value);

    private string Binary(string a, string b) => _random.Next(11) switch
    {
        0 => $"{a} + {b}",
        1 => $"{a} - {b} * {Number()}",
        2 => $"{a} * {b}.sigmoid()",
        3 => $"torch.add({a}, {b})",
        4 => $"torch.minimum({a}, {b}.tanh())",
        5 => $"{a}.sub({b}) / 2",
        6 => $"{a}.tanh() / (1 + {b}.abs())",
        7 => $"functional.mse_loss({a}, {b}, Reduction.None)",
        8 => $"functional.smooth_l1_loss({a}, {b}, Reduction.None)",
        9 => $"functional.binary_cross_entropy_with_logits({a}, {b}.sigmoid(), reduction: Reduction.None)",
        _ => $"torch.lerp({a}, {b}, {Number()})",
    };

    private string Flat(string x, long length) => _random.Next(6) switch
    {
        0 => $"{x}.reshape({x}.shape[0], -1)",
        1 => $"{x}.flatten(1)",
        2 => $"{x}.reshape(-1, {length})",
        3 => $"torch.flatten({x}, start_dim: 1)",
        4 => $"{x}.contiguous().view(new long[] {{ {x}.size(0), {length} }})",
        _ => $"{x}.contiguous().view({x}.shape[0], {length})",
    };
}
