using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>Functions of a [N, 6] tensor, each written with another construct of C#.</summary>
internal static class Constructs
{
    private enum Kind
    {
        Relu,
        Sigmoid,
        Tanh,
        Exp,
        Twice,
    }

    public static IReadOnlyDictionary<string, Func<Tensor, Tensor>> All { get; } = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["switch statement"] = SwitchStatement,
        ["switch expression"] = SwitchExpression,
        ["string switch"] = StringSwitch,
        ["for, while, do"] = Loops,
        ["nested loops with goto"] = Goto,
        ["foreach over array"] = ForeachArray,
        ["foreach over dictionary"] = ForeachDictionary,
        ["iterator"] = Iterator,
        ["iterator with using"] = IteratorWithUsing,
        ["linq select"] = LinqSelect,
        ["linq aggregate"] = LinqAggregate,
        ["linq query"] = LinqQuery,
        ["linq zip where orderby"] = LinqZip,
        ["method group of torch"] = MethodGroup,
        ["list foreach"] = ListForEach,
        ["array convertall"] = ArrayConvertAll,
        ["lazy"] = LazyValue,
        ["closure over local"] = Closure,
        ["closure over loop variable"] = LoopClosure,
        ["local function"] = LocalFunction,
        ["recursion"] = x => Recursion(x, 3),
        ["static lambda"] = StaticLambda,
        ["delegate composition"] = Composition,
        ["multicast action"] = Multicast,
        ["multicast delegate"] = MulticastDelegate,
        ["generic method"] = x => Generic(x, 2.5f),
        ["generic type"] = x => new Box<Tensor>(x).Map(value => value * 2f).Value,
        ["generic constraint on struct"] = x => Apply(default(Doubler), x),
        ["interface dispatch"] = InterfaceDispatch,
        ["default interface method"] = x => ((IActivation)new Halver()).ApplyTwice(x),
        ["default interface method of a struct"] = x => Twice(new Doubler(), x),
        ["explicit interface"] = x => ((IActivation)new Explicit()).Apply(x),
        ["virtual and base call"] = x => new Derived().Run(x),
        ["struct with state"] = StructState,
        ["readonly struct by in"] = x => ByIn(new Scale(3f), x),
        ["ref local and ref return"] = RefReturn,
        ["out parameter"] = OutParameter,
        ["span of floats"] = SpanOfFloats,
        ["stackalloc"] = StackAlloc,
        ["params span"] = x => Sum(x, x * 2f, x.relu()),
        ["params array"] = x => SumArray(x, x.exp()),
        ["collection expression"] = x => cat([x, x.relu(), .. Enumerable.Repeat(x, 2)], 1),
        ["tuple deconstruction"] = Deconstruction,
        ["tuple swap"] = Swap,
        ["record with"] = RecordWith,
        ["nullable number"] = x => Nullable(x, null) + Nullable(x, 2.0),
        ["nullable struct"] = NullableStruct,
        ["null coalescing"] = x => Coalesce(x, null) + Coalesce(x, x),
        ["pattern: type and property"] = x => Pattern(new Scale(2f), x) + Pattern("relu", x) + Pattern(3, x),
        ["pattern: list"] = x => ListPattern(x, 2, 3, 4),
        ["pattern: relational"] = x => Relational(x, 7),
        ["string interpolation"] = Interpolation,
        ["string builder"] = Builder,
        ["try finally"] = TryFinally,
        ["try catch inside"] = TryCatch,
        ["exception filter"] = Filter,
        ["using statement"] = UsingStatement,
        ["dispose scope"] = DisposeScopes,
        ["lock"] = Lock,
        ["checked arithmetic"] = Checked,
        ["ranges over arrays"] = Ranges,
        ["indexer of own type"] = Indexers,
        ["operator of own type"] = x => (new Wrapped(x) + new Wrapped(x.relu())).Value,
        ["implicit conversion"] = x => (Wrapped)x is { Value: var value } ? value.tanh() : x,
        ["extension method"] = x => x.Swish(),
        ["property with side effect"] = x => new Counter(x).Next.relu(),
        ["object initializer"] = x => new Holder { Tensor = x.exp(), Factor = 2f }.Result,
        ["anonymous type"] = Anonymous,
        ["local constant and ternaries"] = Ternaries,
        ["dictionary of functions"] = Functions,
        ["jagged and rectangular arrays"] = Arrays,
        ["decimal and enum arithmetic"] = DecimalArithmetic,
        ["conversion of shape to sizes"] = x => x.view(x.shape[0], 2, -1).mean([1]),
        ["index from end"] = x => x.view([.. x.shape[..^1], 2, 3]).flatten(1),
        ["unboxing"] = x => x * (float)Boxed(2f),
        ["yielded tuples"] = x => YieldedTuples(x).Aggregate(x, (sum, pair) => sum + (pair.Value * pair.Factor)),
        ["inline array"] = InlineArrays,
        ["primary constructor"] = x => new Primary(x, 2f).Run(),
        ["async iterator avoided"] = x => Enumerable.Range(0, 3).Select(i => x * (i + 1)).Last(),
    };

    private static Tensor SwitchStatement(Tensor x)
    {
        foreach (var kind in Enum.GetValues<Kind>())
        {
            switch (kind)
            {
                case Kind.Relu: x = x.relu(); break;
                case Kind.Sigmoid: x = sigmoid(x); break;
                case Kind.Tanh: x = F.tanh(x); break;
                case Kind.Exp: x = exp(x); break;
                default: x = x * 2; break;
            }
        }

        return x;
    }

    private static Tensor SwitchExpression(Tensor x) => x.shape.Length switch
    {
        1 => x,
        2 when x.shape[1] > 3 => x.relu() + 1,
        _ => x.exp(),
    };

    private static Tensor StringSwitch(Tensor x)
    {
        foreach (var name in new[] { "relu", "sigmoid", "tanh", "exp", "neg", "sqrt", "abs", "log" })
        {
            x = name switch
            {
                "relu" => x.relu(),
                "sigmoid" => x.sigmoid(),
                "tanh" => x.tanh(),
                "neg" => -x,
                "abs" => x.abs(),
                _ => x + name.Length,
            };
        }

        return x;
    }

    private static Tensor Loops(Tensor x)
    {
        for (var i = 0; i < 2; i++)
            x = x + i;
        var j = 2;
        while (j-- > 0)
            x = x * 0.5f;
        do
            x = x.tanh();
        while (++j < 1);
        return x;
    }

    private static Tensor Goto(Tensor x)
    {
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                x = x + (i * j);
                if (i == 1 && j == 1)
                    goto done;
            }
        }

    done:
        return x.sigmoid();
    }

    private static Tensor ForeachArray(Tensor x)
    {
        foreach (var factor in new[] { 1f, 2f, 3f })
            x = x * factor;
        return x;
    }

    private static Tensor ForeachDictionary(Tensor x)
    {
        foreach (var (name, factor) in new SortedDictionary<string, double> { ["a"] = 0.5, ["b"] = 2.5 })
            x = x * factor + name.Length;
        return x;
    }

    private static Tensor Iterator(Tensor x)
    {
        var sum = x;
        foreach (var power in Powers(x, 3))
            sum = sum + power;
        return sum;
    }

    private static IEnumerable<Tensor> Powers(Tensor x, int count)
    {
        var power = x;
        for (var i = 0; i < count; i++)
        {
            yield return power;
            power = power * x;
        }
    }

    private static Tensor IteratorWithUsing(Tensor x)
    {
        var sum = x;
        foreach (var part in Parts(x))
            sum = sum + part;
        return sum;
    }

    private static IEnumerable<Tensor> Parts(Tensor x)
    {
        using var exp = x.exp();
        try
        {
            yield return exp + 1;
            yield return exp * 2;
        }
        finally
        {
            _ = x.shape;
        }
    }

    private static Tensor LinqSelect(Tensor x) => cat(Enumerable.Range(1, 3).Select(i => (x * i).tanh()).ToArray(), 1);

    private static Tensor LinqAggregate(Tensor x) => new[] { 1f, 2f }.Aggregate(x, (y, f) => y * f + 1);

    private static Tensor LinqQuery(Tensor x)
    {
        var parts = from i in Enumerable.Range(0, 4)
                    where i % 2 == 0
                    let y = x * i
                    select y.sigmoid();
        return cat(parts.ToList(), 1);
    }

    private static Tensor LinqZip(Tensor x)
    {
        var pairs = new[] { 3, 1, 2 }.OrderBy(i => i).Zip(new[] { x, x.relu(), x.tanh() }, (factor, tensor) => tensor * factor);
        return pairs.Skip(1).Concat([x]).Reverse().ToArray() is [var a, var b, ..] ? a + b : x;
    }

    private static Tensor MethodGroup(Tensor x)
    {
        Func<Tensor, Tensor>[] functions = [exp, sigmoid, Swish];
        return functions.Select(function => function(x)).Aggregate(add);
    }

    private static Tensor ListForEach(Tensor x)
    {
        var sum = x;
        new List<float> { 1f, 2f }.ForEach(factor => sum = sum + (x * factor));
        return sum;
    }

    private static Tensor ArrayConvertAll(Tensor x) => cat(Array.ConvertAll(new[] { 1f, 2f }, factor => x * factor), 1);

    private static Tensor LazyValue(Tensor x)
    {
        var lazy = new Lazy<Tensor>(() => x.exp());
        return lazy.Value + lazy.Value;
    }

    private static Tensor Closure(Tensor x)
    {
        var factor = 2f;
        Tensor Scale() => x * factor;
        factor = 3f;
        return Scale();
    }

    private static Tensor LoopClosure(Tensor x)
    {
        var functions = new List<Func<Tensor>>();
        for (var i = 0; i < 3; i++)
        {
            var copy = i;
            functions.Add(() => x * copy);
        }

        return functions[1]() + functions[2]();
    }

    private static Tensor LocalFunction(Tensor x)
    {
        return Twice(Twice(x));

        static Tensor Twice(Tensor y) => y + y;
    }

    private static Tensor Recursion(Tensor x, int depth) => depth == 0 ? x : Recursion(x.tanh(), depth - 1) + x;

    private static Tensor StaticLambda(Tensor x)
    {
        Func<Tensor, int, Tensor> power = static (y, n) => y.pow(n);
        return power(x, 2) + power(x, 3);
    }

    private static Tensor Composition(Tensor x)
    {
        Func<Tensor, Tensor> Then(Func<Tensor, Tensor> f, Func<Tensor, Tensor> g) => y => g(f(y));
        return Then(y => y.relu(), Then(y => y + 1, y => y.sigmoid()))(x);
    }

    private static Tensor MulticastDelegate(Tensor x)
    {
        List<Tensor> parts = [];
        Action<Tensor> collect = value => parts.Add(value.relu());
        collect += value => parts.Add(value.exp());
        collect += parts.Add;
        collect(x);
        new List<Tensor> { x * 2 }.ForEach(collect);
        return cat([.. parts], 1);
    }

    private static Tensor Multicast(Tensor x)
    {
        var result = x;
        Action step = () => result = result + 1;
        step();
        step();
        return result;
    }

    private static Tensor Generic<T>(Tensor x, T factor)
        where T : IConvertible => x * factor.ToDouble(CultureInfo.InvariantCulture);

    private static Tensor Apply<T>(T activation, Tensor x)
        where T : struct, IActivation => activation.Apply(x);

    private static Tensor InterfaceDispatch(Tensor x)
    {
        IActivation[] activations = [new Doubler(), new Halver()];
        foreach (var activation in activations)
            x = activation.Apply(x);
        return x;
    }

    private static Tensor StructState(Tensor x)
    {
        var accumulator = default(Accumulator);
        accumulator.Add(x);
        accumulator.Add(x.relu());
        return accumulator.Sum! * accumulator.Count;
    }

    private static Tensor ByIn(in Scale scale, Tensor x) => scale.Of(x);

    private static Tensor RefReturn(Tensor x)
    {
        var parts = new[] { x, x.relu() };
        ref var last = ref Last(parts);
        last = last + 1;
        return parts[1];
    }

    private static ref Tensor Last(Tensor[] parts) => ref parts[^1];

    private static Tensor OutParameter(Tensor x) => TrySplit(x, out var half) ? half.relu() : x;

    private static bool TrySplit(Tensor x, out Tensor half)
    {
        half = x.chunk(2, 1)[0];
        return true;
    }

    private static Tensor SpanOfFloats(Tensor x)
    {
        ReadOnlySpan<float> factors = [1f, 2f, 4f];
        foreach (ref readonly var factor in factors[1..])
            x = x * factor;
        return x;
    }

    private static Tensor StackAlloc(Tensor x)
    {
        Span<int> sizes = stackalloc int[3];
        sizes.Fill(2);
        return x * sizes[0] + sizes.Length;
    }

    private static Tensor Sum(params ReadOnlySpan<Tensor> parts)
    {
        var sum = parts[0];
        foreach (var part in parts[1..])
            sum = sum + part;
        return sum;
    }

    private static Tensor SumArray(params Tensor[] parts) => parts.Length == 0 ? throw new ArgumentException("empty") : parts[0] + parts[^1];

    private static Tensor Deconstruction(Tensor x)
    {
        var (relu, (tanh, factor)) = (x.relu(), (x.tanh(), 2));
        return relu + tanh * factor;
    }

    private static Tensor Swap(Tensor x)
    {
        var (a, b) = (x, x.exp());
        (a, b) = (b, a);
        return a - b;
    }

    private static Tensor RecordWith(Tensor x)
    {
        var first = new Pair(x, 2);
        var second = first with { Factor = 3 };
        return first == second ? x : first.Value * first.Factor + second.Value * second.Factor;
    }

    private static Tensor Nullable(Tensor x, double? factor) => factor is { } value ? x * value : x * (factor ?? 0.5);

    private static Tensor NullableStruct(Tensor x)
    {
        Scale? scale = new Scale(2f);
        return scale?.Of(x) ?? x;
    }

    private static Tensor Coalesce(Tensor x, Tensor? other)
    {
        other ??= x.tanh();
        return other?.relu() ?? x;
    }

    private static Tensor Pattern(object option, Tensor x) => option switch
    {
        Scale { Factor: > 1f and var factor } => x * factor,
        string { Length: 4 } => x.relu(),
        int number and (1 or 3) => x + number,
        _ => throw new InvalidOperationException("unknown"),
    };

    private static Tensor ListPattern(Tensor x, params int[] sizes) => sizes is [var first, .. var middle, > 3] ? x * first + middle.Length : x;

    private static Tensor Relational(Tensor x, int n) => n is >= 5 and < 10 or 100 ? x.sigmoid() : x.tanh();

    private static Tensor Interpolation(Tensor x)
    {
        var name = $"{x.shape.Length}-{x.dtype}-{3.5:f1}";
        return x * name.Length;
    }

    private static Tensor Builder(Tensor x)
    {
        var text = new StringBuilder().Append(x.shape[1]).Append(CultureInfo.InvariantCulture, $"{x.ndim}");
        return x + int.Parse(text.ToString(), CultureInfo.InvariantCulture);
    }

    private static Tensor TryFinally(Tensor x)
    {
        var steps = 0;
        try
        {
            return x.exp() + steps;
        }
        finally
        {
            steps++;
        }
    }

    private static Tensor TryCatch(Tensor x)
    {
        try
        {
            return x * int.Parse("two", CultureInfo.InvariantCulture);
        }
        catch (FormatException error)
        {
            return x * error.Message.Length.CompareTo(0);
        }
    }

    private static Tensor Filter(Tensor x)
    {
        try
        {
            throw new InvalidOperationException("take the other way");
        }
        catch (InvalidOperationException error) when (error.Message.StartsWith("take", StringComparison.Ordinal))
        {
            return x.relu();
        }
    }

    private static Tensor UsingStatement(Tensor x)
    {
        using (var h = x.exp())
        using (var g = h + 1)
        {
            return g * h;
        }
    }

    private static Tensor DisposeScopes(Tensor x)
    {
        using var scope = NewDisposeScope();
        var h = x.relu() + x.sigmoid();
        return (h * 2).MoveToOuterDisposeScope();
    }

    private static Tensor Lock(Tensor x)
    {
        var gate = new System.Threading.Lock();
        lock (gate)
        {
            lock (new object())
                return x + 1;
        }
    }

    private static Tensor Checked(Tensor x)
    {
        checked
        {
            var size = (int)x.shape[1];
            return x * (size << 1) + (byte)(size % 4) - (size > 2 ? size >> 1 : ~size);
        }
    }

    private static Tensor Ranges(Tensor x)
    {
        int[] sizes = [1, 2, 3, 4];
        return x * sizes[1..^1].Sum() + sizes[^1];
    }

    private static Tensor Indexers(Tensor x)
    {
        var table = new Table();
        table["a"] = x.exp();
        table["a"] += x;
        return table["a"];
    }

    private static Tensor Anonymous(Tensor x)
    {
        var step = new { Value = x.relu(), Factor = 3 };
        return step.Value * step.Factor;
    }

    private static Tensor Ternaries(Tensor x)
    {
        const double half = 0.5;
        return x.shape[1] % 2 == 0 ? x.shape[1] > 4 && !x.requires_grad ? x * half : x : -x;
    }

    private static Tensor Functions(Tensor x)
    {
        var functions = new Dictionary<Kind, Func<Tensor, Tensor>> { [Kind.Relu] = F.sigmoid, [Kind.Twice] = y => y * 2 };
        return functions.TryGetValue(Kind.Relu, out var function) ? functions[Kind.Twice](function(x)) : x;
    }

    private static Tensor Arrays(Tensor x)
    {
        var grid = new float[2, 2];
        grid[0, 1] = 3f;
        int[][] jagged = [[1], [2, 3]];
        return x * grid[0, 1] + jagged[1][1] + grid.GetLength(0);
    }

    private static Tensor DecimalArithmetic(Tensor x)
    {
        var price = 1.5m * 2;
        return x * (double)price + (int)Kind.Twice;
    }

    private static object Boxed(object value) => value;

    private static IEnumerable<(Tensor Value, int Factor)> YieldedTuples(Tensor x)
    {
        yield return (x.exp(), 1);
        yield return (x.tanh(), 2);
    }

    private static Tensor InlineArrays(Tensor x)
    {
        var buffer = default(Buffer4);
        buffer[0] = 2f;
        buffer[3] = 5f;
        foreach (var factor in buffer)
            x = x + factor;
        return x;
    }

    private static Tensor Swish(this Tensor x) => x * x.sigmoid();

    private static Tensor Twice<T>(T activation, Tensor x)
        where T : struct, IActivation => activation.ApplyTwice(x);

    private interface IActivation
    {
        Tensor Apply(Tensor x);

        Tensor ApplyTwice(Tensor x) => Apply(Apply(x));
    }

    private readonly struct Doubler : IActivation
    {
        public Tensor Apply(Tensor x) => x * 2;
    }

    private sealed class Halver : IActivation
    {
        public Tensor Apply(Tensor x) => x / 2;
    }

    private sealed class Explicit : IActivation
    {
        Tensor IActivation.Apply(Tensor x) => x.tanh();
    }

    private abstract class Base
    {
        public virtual Tensor Run(Tensor x) => Step(x) + 1;

        protected abstract Tensor Step(Tensor x);
    }

    private sealed class Derived : Base
    {
        public override Tensor Run(Tensor x) => base.Run(x) * 2;

        protected override Tensor Step(Tensor x) => x.relu();
    }

    private struct Accumulator
    {
        public Tensor? Sum;
        public int Count;

        public void Add(Tensor x)
        {
            Sum = Sum is null ? x : Sum + x;
            Count++;
        }
    }

    private readonly record struct Scale(float Factor)
    {
        public Tensor Of(Tensor x) => x * Factor;
    }

    private sealed record Pair(Tensor Value, int Factor);

    private sealed class Box<T>(T value)
    {
        public T Value { get; } = value;

        public Box<TResult> Map<TResult>(Func<T, TResult> map) => new(map(Value));
    }

    private sealed class Table
    {
        private readonly Dictionary<string, Tensor> _entries = [];

        public Tensor this[string name]
        {
            get => _entries[name];
            set => _entries[name] = value.tanh();
        }
    }

    private sealed class Wrapped(Tensor value)
    {
        public Tensor Value { get; } = value;

        public static Wrapped operator +(Wrapped a, Wrapped b) => new(a.Value + b.Value);

        public static implicit operator Wrapped(Tensor value) => new(value.exp());
    }

    private sealed class Counter(Tensor value)
    {
        private Tensor _value = value;

        public Tensor Next => _value = _value + 1;
    }

    private sealed class Holder
    {
        public required Tensor Tensor { get; init; }

        public float Factor { get; set; }

        public Tensor Result => Tensor * Factor;
    }

    private sealed class Primary(Tensor x, float factor)
    {
        private readonly Tensor _scaled = x * factor;

        public Tensor Run() => _scaled + x;
    }

    [InlineArray(4)]
    private struct Buffer4
    {
        private float _first;
    }
}
