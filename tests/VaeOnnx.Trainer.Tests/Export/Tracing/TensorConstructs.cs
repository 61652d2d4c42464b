using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>Functions of a [N, 6] tensor, each written with another construct of TorchSharp, or with code that few dare to write.</summary>
internal static unsafe class TensorConstructs
{
    public static IReadOnlyDictionary<string, Func<Tensor, Tensor>> All { get; } = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["module call"] = x => nn.ReLU().call(x),
        ["module hooks"] = Hooks,
        ["module as function"] = x => Each([nn.Tanh(), nn.Sigmoid()], x),
        ["ranges"] = x => x[.., 1..] + x[.., ..^1],
        ["index from the end"] = x => x[.., ^2] + x[.., -1],
        ["tensor index"] = x => x[TensorIndex.Ellipsis, TensorIndex.Slice(0, 6, 2), TensorIndex.None],
        ["index by tensor"] = x => x[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 5, 0, 0 }))],
        ["in-place operations"] = x => x.exp().add_(1).mul_(2).relu_(),
        ["compound assignment"] = Compound,
        ["view written to"] = ViewWrittenTo,
        ["element written to"] = ElementWrittenTo,
        ["dispose scope with several levels"] = Scopes,
        ["no_grad and inference_mode"] = Modes,
        ["scalar conversions"] = x => x + 1 + 2L + 3f + 4.0 + (Half)0.5 + true.ToScalar(),
        ["implicit tensor of a number"] = x => x * (Tensor)2.5f,
        ["shape as long array"] = x => x.view([x.shape[0], .. new long[] { 3, 2 }]).sum([1, 2]),
        ["shape in a string"] = x => x.shape.Length == 2 && $"{x}".Length > 0 ? x.neg() : x,
        ["asserts and logs"] = Asserted,
        ["type and device checks"] = x => x.dtype == ScalarType.Float32 && x.device.type == DeviceType.CPU ? x.to(x.device).to(ScalarType.Float32).abs() : x,
        ["tuple results"] = x => x.max(1) is var (values, indexes) ? values + indexes : x,
        ["array results"] = x => x.split(2, 1) is [var first, .., var last] ? first - last : x,
        ["pointers"] = Pointers,
        ["pointer to a local struct"] = PointerToStruct,
        ["sizes on the stack"] = SizesOnTheStack,
        ["exception as the end of a loop"] = LoopUntilItThrows,
        ["exception with a filter and finally"] = Filtered,
        ["rethrown exception"] = Rethrown,
        ["reference to an array element"] = ReferenceToElement,
        ["switch on a tuple"] = x => (x.dim(), x.shape[1]) switch { (2, > 5) => x.relu(), (2, _) => x, _ => x.exp() },
        ["static field made on first use"] = x => x * Scale.Value,
        ["threadsafe lazy"] = x => x * new Lazy<Tensor>(() => ones(6) * 3).Value,
        ["generic mathematics"] = x => x * Twice(1.5f) + Twice(2),
        ["collection builder"] = x => stack((List<Tensor>)[x, x.exp(), .. new[] { x.sin() }], 1).sum(1),
        ["params span of sizes"] = x => x.reshape(-1, 3, 2).flatten(1),
        ["nested iterator"] = x => Doubled(Doubled([x, x.exp()])).Aggregate((sum, next) => sum + next),
        ["local function with ref struct"] = LocalFunctionWithSpan,
        ["goto case"] = GotoCase,
        ["with TensorAccessor of a constant"] = x => x * arange(6).data<long>()[3],
    };

    private static Tensor Hooks(Tensor x)
    {
        var layer = nn.Softplus();
        var before = layer.register_forward_pre_hook((_, input) => input * 2);
        var after = layer.register_forward_hook((_, _, output) => output + 1);
        var result = layer.call(x);
        before.remove();
        after.remove();
        return result;
    }

    private static Tensor Each(IEnumerable<nn.Module<Tensor, Tensor>> modules, Tensor x) =>
        modules.Select(module => (Func<Tensor, Tensor>)module.call).Aggregate(x, (value, call) => call(value));

    private static Tensor Compound(Tensor x)
    {
        var sum = x;
        sum += x.exp();
        sum *= 2;
        sum -= x;
        sum /= 3f;
        return sum;
    }

    private static Tensor ViewWrittenTo(Tensor x)
    {
        var own = x * 1f;
        own.view(-1, 2, 3)[.., 1].mul_(2);
        own.select(1, 0).copy_(x[.., 5]);
        return own;
    }

    private static Tensor ElementWrittenTo(Tensor x)
    {
        var own = zeros_like(x);
        own[.., 1] = x[.., 2];
        own[.., 2..4] += 1;
        own[TensorIndex.Ellipsis, 5] = 3;
        return own;
    }

    private static Tensor Scopes(Tensor x)
    {
        using var outer = NewDisposeScope();
        Tensor kept;
        using (var inner = NewDisposeScope())
        {
            var loose = x.exp();
            kept = (loose + 1).MoveToOuterDisposeScope();
        }

        return (kept * 2).MoveToOuterDisposeScope();
    }

    private static Tensor Modes(Tensor x)
    {
        using var grad = no_grad();
        using (inference_mode())
            return x.detach().relu() + 1;
    }

    private static Tensor Asserted(Tensor x)
    {
        System.Diagnostics.Debug.Assert(x.shape[1] == 6, "Six columns.");
        Console.Error.Write("");
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{x.shape[0]}x{x.shape[1]} {x.dtype}");
        return text.Length > 0 ? x.relu() : x;
    }

    private static Tensor Pointers(Tensor x)
    {
        var factors = new[] { 1f, 2f, 3f };
        fixed (float* first = factors)
        {
            for (var factor = first; factor < first + factors.Length; factor++)
                x *= *factor;
        }

        return x;
    }

    private static Tensor PointerToStruct(Tensor x)
    {
        var range = (Low: -1.0, High: 1.0);
        var pointer = &range;
        pointer->High = 0.5;
        return x.clamp(pointer->Low, pointer->High);
    }

    private static Tensor SizesOnTheStack(Tensor x)
    {
        Span<long> sizes = stackalloc long[] { x.shape[0], 2, 3 };
        return x.view(sizes.ToArray()).mean([1]);
    }

    private static Tensor LoopUntilItThrows(Tensor x)
    {
        float[] factors = [1.5f, 2f];
        try
        {
            for (var index = 0; ; index++)
                x *= factors[index];
        }
        catch (IndexOutOfRangeException)
        {
            return x + 1;
        }
    }

    private static Tensor Filtered(Tensor x)
    {
        try
        {
            throw new InvalidOperationException("2");
        }
        catch (InvalidOperationException error) when (error.Message.Length == 1)
        {
            x *= float.Parse(error.Message, System.Globalization.CultureInfo.InvariantCulture);
        }
        finally
        {
            x += 1;
        }

        return x;
    }

    private static Tensor Rethrown(Tensor x)
    {
        try
        {
            try
            {
                _ = x.view(5, 5, 5);
            }
            catch (Exception)
            {
                x = x.exp();
                throw;
            }
        }
        catch (Exception error) when (error.Message.Length > 0)
        {
            x = x.sin();
        }

        return x;
    }

    private static Tensor ReferenceToElement(Tensor x)
    {
        Tensor[] slots = [x, x.exp()];
        ref var slot = ref slots[1];
        slot = slot * 2;
        Replace(ref slots[0]);
        return slots[0] + slots[1];

        static void Replace(ref Tensor value) => value = value.neg();
    }

    private static T Twice<T>(T value)
        where T : System.Numerics.INumber<T> => value + value;

    private static IEnumerable<Tensor> Doubled(IEnumerable<Tensor> values)
    {
        foreach (var value in values)
        {
            yield return value;
            yield return value * 2;
        }
    }

    private static Tensor LocalFunctionWithSpan(Tensor x)
    {
        ReadOnlySpan<float> factors = [1f, 2f, 3f];
        return Apply(x, factors[1..]);

        static Tensor Apply(Tensor value, ReadOnlySpan<float> factors)
        {
            foreach (var factor in factors)
                value *= factor;
            return value;
        }
    }

    private static Tensor GotoCase(Tensor x)
    {
        switch (x.shape[1])
        {
            case 6:
                x = x.relu();
                goto case 7;
            case 7:
                return x + 1;
            default:
                return x;
        }
    }

    private static class Scale
    {
        public static readonly float Value = 1 + MathF.Sqrt(4);
    }
}
