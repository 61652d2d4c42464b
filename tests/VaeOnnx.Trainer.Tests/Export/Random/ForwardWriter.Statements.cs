namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Statements about tensors: layers, shapes, reductions, slices, constants.</summary>
internal sealed partial class ForwardWriter
{
    private void Statement()
    {
        var value = Any();
        if (_random.Next(2) == 0)
            Construct(value);
        else
            Operate(value);
    }

    private void Operate(ForwardValue x)
    {
        switch (_random.Next(18))
        {
            case 0: Declare(Unary(x), x.Shape); break;
            case 1 or 2: Declare(Binary(x.Name, AnotherLike(x).Name), x.Shape); break;
            case 3 or 4: Dense(x); break;
            case 5 or 6: Convolve(x); break;
            case 7: Declare(Flat(x.Name, x.Elements), x.Elements); break;
            case 8: Unflatten(x); break;
            case 9: Transpose(x); break;
            case 10: Reduce(x); break;
            case 11 or 12: Slice(x); break;
            case 13: Join(x); break;
            case 14: Constant(x); break;
            case 15: Attend(x); break;
            case 16: InPlace(x); break;
            default: Recur(x); break;
        }
    }

    private void Dense(ForwardValue x)
    {
        var width = _random.Next(1, 9);
        var layer = Module("Linear", $"Linear({x.Last}, {width}{Pick("", ", hasBias: false")})");
        Declare($"{layer}.{Pick("forward", "call")}({x.Name})", [.. x.Shape[..^1], width]);
    }

    private void Convolve(ForwardValue x)
    {
        var channels = _random.Next(1, 5);
        var rank = x.Shape.Length - 1;
        if (rank is not (1 or 2))
            return;
        var convolution = Module($"Conv{rank}d", $"Conv{rank}d({x.Shape[0]}, {channels}, 3, padding: 1)");
        var y = Declare($"{convolution}.forward({x.Name})", [channels, .. x.Shape[1..]]);
        if (rank == 2 && y.Shape[1] % 2 == 0 && y.Shape[2] % 2 == 0 && Coin())
            Declare(Pick($"functional.max_pool2d({y.Name}, 2)", $"functional.avg_pool2d({y.Name}, 2)"), channels, y.Shape[1] / 2, y.Shape[2] / 2);
    }

    private void Unflatten(ForwardValue x)
    {
        if (x.Shape.Length != 1 || x.Last % 2 != 0)
            return;
        var half = x.Last / 2;
        var name = $"{x.Name}.contiguous()";
        Declare(Pick($"{name}.view(-1, 2, {half})", $"{x.Name}.reshape({x.Name}.shape[0], 2, -1)", $"{x.Name}.unflatten(1, 2, {half})", $"{name}.view({x.Name}.size(0), 2, {x.Name}.size(1) / 2)"), 2, half);
    }

    private void Transpose(ForwardValue x)
    {
        if (x.Shape.Length == 2)
            Declare(Pick($"{x.Name}.transpose(1, 2)", $"{x.Name}.permute(0, 2, 1)", $"{x.Name}.mT"), x.Shape[1], x.Shape[0]);
        else if (x.Shape.Length == 3)
            Declare(Pick($"{x.Name}.permute(0, 2, 3, 1)", $"{x.Name}.permute([0, 2, 3, 1])"), x.Shape[1], x.Shape[2], x.Shape[0]);
        else
            Declare($"{x.Name}.unsqueeze(1)", 1, x.Last);
    }

    private void Reduce(ForwardValue x)
    {
        if (x.Shape.Length == 1)
            return;
        var axis = _random.Next(1, x.Shape.Length + 1);
        long[] kept = [.. x.Shape[..(axis - 1)], .. x.Shape[axis..]];
        long[] ones = [.. x.Shape[..(axis - 1)], 1, .. x.Shape[axis..]];
        switch (_random.Next(6))
        {
            case 0: Declare($"{x.Name}.mean([{axis}])", kept); break;
            case 1: Declare($"{x.Name}.sum({axis}, keepdim: true)", ones); break;
            case 2: Declare($"{x.Name}.amax(new long[] {{ {axis} }})", kept); break;
            case 3: Declare($"{x.Name}.max({axis}).values", kept); break;
            case 4: Declare($"torch.mean({x.Name}, new long[] {{ {axis - x.Shape.Length - 1} }}, keepdim: true)", ones); break;
            default:
                var name = NewName("t");
                Line($"var ({name}, _) = {x.Name}.min({axis});");
                Known(name, kept);
                break;
        }
    }

    private void Slice(ForwardValue x)
    {
        var first = x.Shape[0];
        if (first < 2)
            return;
        var (from, rest) = (_random.Next((int)first - 1), x.Shape[1..]);
        switch (_random.Next(9))
        {
            case 0: Declare($"{x.Name}[.., {from}..]", [first - from, .. rest]); break;
            case 1: Declare($"{x.Name}[.., ..^1]", [first - 1, .. rest]); break;
            case 2: Declare($"{x.Name}.narrow(1, {from}, {first - from})", [first - from, .. rest]); break;
            case 3: Declare($"{x.Name}[.., TensorIndex.Slice(0, {first}, 2)]", [(first + 1) / 2, .. rest]); break;
            case 4: Declare($"{x.Name}[TensorIndex.Ellipsis, ..(int)Math.Min(1, {x.Name}.shape[^1])]", [.. x.Shape[..^1], 1]); break;
            case 5 when rest.Length > 0: Declare($"{x.Name}[.., ^1]", rest); break;
            case 6 when rest.Length > 0: Declare($"{x.Name}.select(1, {from})", rest); break;
            case 7: Declare($"{x.Name}.index_select(1, torch.tensor(new long[] {{ {from}, 0, {first - 1} }}))", [3, .. rest]); break;
            default: Declare($"{x.Name}[.., (int)({x.Name}.shape[1] / 2)..]", [first - first / 2, .. rest]); break;
        }
    }

    private void Join(ForwardValue x)
    {
        var y = AnotherLike(x);
        if (x.Elements * 2 > LargestSample)
            return;
        if (x.Shape.Length < 3 && Coin())
            Declare(Pick($"torch.stack([{x.Name}, {y.Name}], 1)", $"torch.stack(new List<Tensor> {{ {x.Name}, {y.Name} }}, dim: 1)"), [2, .. x.Shape]);
        else
            Declare(Pick($"torch.cat(new[] {{ {x.Name}, {y.Name} }}, 1)", $"torch.cat([{x.Name}, {y.Name}], dim: 1)", $"cat(new List<Tensor>() {{ {x.Name}, {y.Name} }}, 1)"), [x.Shape[0] * 2, .. x.Shape[1..]]);
    }

    private void Constant(ForwardValue x)
    {
        var field = NewName("c");
        switch (_random.Next(8))
        {
            case 0:
                _fields.Add($"private readonly Parameter {field} = Parameter(torch.randn({x.Last}));");
                Declare($"{x.Name} * {field}", x.Shape);
                break;
            case 1:
                _construction.Add($"register_buffer(\"{field}\", torch.rand({x.Last}));");
                Declare($"{x.Name} + get_buffer(\"{field}\")!", x.Shape);
                break;
            case 2:
                _fields.Add($"private readonly Tensor {field} = torch.rand({x.Last});");
                Declare($"{x.Name} - {field}", x.Shape);
                break;
            case 3: Declare($"{x.Name} + torch.arange({x.Last}, dtype: float32) / {x.Last}", x.Shape); break;
            case 4: Declare($"torch.zeros({x.Name}.shape[0], {x.Last}) + {Number()}", x.Last); break;
            case 5: Declare($"ones_like({x.Name}) - {x.Name}", x.Shape); break;
            case 6: Declare($"{x.Name}.new_zeros({x.Name}.shape) + {x.Name}", x.Shape); break;
            default: Declare($"full({x.Name}.shape, {Number()}) * {x.Name}", x.Shape); break;
        }
    }

    private void Attend(ForwardValue x)
    {
        if (AnyOf(2) is not { } s)
        {
            Declare($"{x.Name} * Math.Sqrt({x.Last} / 2.0 + 1) * 0.5", x.Shape);
            return;
        }

        var name = s.Name;
        Declare(Pick(
            $"{name}.matmul({name}.transpose(-2, -1)).div(MathF.Sqrt({s.Last})).softmax(-1).matmul({name})",
            $"torch.bmm(torch.einsum(\"btf,bsf->bts\", {name}, {name}).softmax(2), {name})",
            $"torch.matmul(functional.softmax({name}.matmul({name}.mT) * 0.5, -1), {name})"), s.Shape);
    }

    private void InPlace(ForwardValue x)
    {
        var y = Declare($"{x.Name} + {Number()}", x.Shape);
        Lines(Pick(
            $"{y.Name}.relu_();",
            $"{y.Name}.mul_({x.Name}).tanh_();",
            $"{y.Name}.add_({Number()});\n{y.Name}.sigmoid_();",
            $"{y.Name} += {x.Name};\n{y.Name} *= {Number()};",
            $"{y.Name} = {y.Name}.clamp_(-1, 1).neg_();"));
    }

    private void Recur(ForwardValue x)
    {
        if (x.Shape.Length != 2)
            return;
        var hidden = _random.Next(1, 5);
        var kind = Pick("LSTM", "GRU");
        var cell = Module(kind, $"{kind}({x.Last}, {hidden}, batchFirst: true)");
        var (output, state) = (NewName("t"), NewName("t"));
        Line(kind == "LSTM" ? $"var ({output}, {state}, _) = {cell}.forward({x.Name});" : $"var ({output}, {state}) = {cell}.forward({x.Name});");
        Known(output, x.Shape[0], hidden);
        if (Coin())
            Declare($"{state}[0]", hidden);
    }
}
