namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Statements about C#: control flow on settings, helpers, delegates, iterators.</summary>
internal sealed partial class ForwardWriter
{
    private void Construct(ForwardValue x)
    {
        switch (_random.Next(16))
        {
            case 0: LoopOverModules(x); break;
            case 1: CountedLoop(x); break;
            case 2: Branch(x); break;
            case 3: Switch(x); break;
            case 4: Helper(x); break;
            case 5: TupleHelper(x); break;
            case 6: ReferenceHelper(x); break;
            case 7: GenericHelper(x); break;
            case 8: LocalFunction(x); break;
            case 9: Lambda(x); break;
            case 10: Iterator(x); break;
            case 11: Linq(x); break;
            case 12: Scope(x); break;
            case 13 or 14: Collect(x); break;
            default: Pattern(x); break;
        }
    }

    private void LoopOverModules(ForwardValue x)
    {
        var count = _random.Next(1, 4);
        var list = NewName("blocks");
        var blocks = string.Join(", ", Enumerable.Range(0, count).Select(_ => $"Linear({x.Last}, {x.Last})"));
        _fields.Add(Pick($"private readonly ModuleList<Linear> {list} = ModuleList({blocks});", $"private readonly ModuleList<Module<Tensor, Tensor>> {list} = new([{blocks}]);"));
        var t = NewName("t");
        Lines(_random.Next(5) switch
        {
            0 => $"var {t} = {x.Name};\nforeach (var block in {list})\n    {t} = {Unary($"block.forward({t})", x)};",
            1 => $"var {t} = {x.Name};\nfor (int i = 0; i < {list}.Count; i++)\n    {t} = {list}[i].call({t}) + {t} * i;",
            2 => $"var {t} = {list}.Aggregate({x.Name}, (sum, block) => sum + block.forward(sum).tanh());",
            3 => $"var {t} = {list}.Select((block, i) => block.forward({x.Name}) * (i + {Number()})).Aggregate((a, b) => a + b);",
            _ => $"Tensor {t} = {x.Name};\nfor (var i = {list}.Count - 1; i >= 0; --i)\n{{\n    if (i == 1) continue;\n    {t} = {list}[i].forward({t}).relu();\n}}",
        });
        Known(t, x.Shape);
    }

    private void CountedLoop(ForwardValue x)
    {
        var t = NewName("t");
        var n = Setting("int", Text($"{_random.Next(1, 4)}"));
        Lines(_random.Next(5) switch
        {
            0 => $"var {t} = {x.Name};\nfor (var i = 0; i < {n}; i++)\n    {t} = {Unary(t, x)} + i * 0.1f;",
            1 => $"var {t} = {x.Name};\nvar left{t} = {n};\nwhile (left{t}-- > 0)\n    {t} = {Unary(t, x)};",
            2 => $"var {t} = {x.Name};\nvar step{t} = 0;\ndo\n{{\n    {t} = {Unary(t, x)};\n    if (step{t} > 1) break;\n}}\nwhile (++step{t} < {n});",
            3 => $"var {t} = {x.Name};\nforeach (var factor in new[] {{ 0.5f, {Number()}, 1f }})\n    {t} = {t} + {x.Name} * factor;",
            _ => $"var {t} = {x.Name};\nReadOnlySpan<float> factors{t} = [0.5f, {Number()}, 0.25f];\nforeach (var factor in factors{t}[..{n}.CompareTo(0)])\n    {t} = {Unary(t, x)} * factor;",
        });
        Known(t, x.Shape);
    }

    private void Branch(ForwardValue x)
    {
        var t = NewName("t");
        var flag = Setting("bool", Pick("true", "false"));
        Lines(_random.Next(5) switch
        {
            0 => $"Tensor {t};\nif ({flag})\n    {t} = {Unary(x)};\nelse\n    {t} = {Unary(x)};",
            1 => $"var {t} = {flag} ? {Unary(x)} : {Unary(x)};",
            2 => $"var {t} = !{flag} && {x.Name}.shape[1] == {x.Shape[0]} || {x.Name}.dim() > 7 ? {Unary(x)} : {x.Name} * 2;",
            3 => $"Tensor? maybe{t} = {flag} ? {Unary(x)} : null;\nvar {t} = maybe{t} ?? {Unary(x)};",
            _ => $"var {t} = {x.Name};\nif ({x.Name}.shape.Length != {x.Shape.Length + 1})\n    throw new ArgumentException($\"{{nameof({x.Name})}} has {{{x.Name}.shape.Length}} axes\");\nif ({flag}) {t} = {Unary(x)};",
        });
        Known(t, x.Shape);
    }

    private void Switch(ForwardValue x)
    {
        var t = NewName("t");
        var n = Setting("int", Text($"{_random.Next(0, 5)}"));
        var text = Setting("string", Pick("\"relu\"", "\"tanh\"", "\"none\""));
        Lines(_random.Next(4) switch
        {
            0 => $"var {t} = {n} switch {{ 0 => {Unary(x)}, 1 => {Unary(x)}, 2 => {Unary(x)}, > 3 and < 9 => {Unary(x)}, _ => -{x.Name} }};",
            1 => $"var {t} = {text} switch {{ \"relu\" => {x.Name}.relu(), \"tanh\" => {x.Name}.tanh(), null => throw new InvalidOperationException(), _ => {Unary(x)} }};",
            2 => $"Tensor {t};\nswitch ({n})\n{{\n    case 0: {t} = {Unary(x)}; break;\n    case 1: goto case 3;\n    case 2: {t} = {Unary(x)}; break;\n    case 3: {t} = {Unary(x)}; break;\n    default: {t} = {Unary(x)}; break;\n}}",
            _ => $"var {t} = ({n}, {text}) switch {{ (0, _) => {Unary(x)}, (_, \"relu\") => {Unary(x)}, ( > 2, var s) when s.Length == 4 => {Unary(x)}, _ => {Unary(x)} }};",
        });
        Known(t, x.Shape);
    }

    private void Helper(ForwardValue x)
    {
        var name = NewName("Helper");
        switch (_random.Next(5))
        {
            case 0:
                _members.Add($"private static Tensor {name}(Tensor v) => {Unary("v", x)};");
                Declare($"{name}({x.Name})", x.Shape);
                break;
            case 1:
                var setting = Setting("float", Number());
                _members.Add($"private Tensor {name}(Tensor v, int times = 2)\n{{\n    for (var i = 0; i < times; i++)\n        v = {Unary("v", x)} * {setting};\n    return v;\n}}");
                Declare(Pick($"{name}({x.Name})", $"{name}({x.Name}, 1)", $"{name}(times: 3, v: {x.Name})"), x.Shape);
                break;
            case 2:
                _members.Add($"protected virtual Tensor {name}(Tensor v, int depth) => depth == 0 ? v : {name}({Unary("v", x)}, depth - 1);");
                Declare($"this.{name}({x.Name}, {_random.Next(1, 4)})", x.Shape);
                break;
            case 3:
                _members.Add($"private static Tensor {name}(params Tensor[] all)\n{{\n    var sum = all[0];\n    foreach (var one in all[1..])\n        sum = sum + one;\n    return sum / all.Length;\n}}");
                Declare($"{name}({x.Name}, {AnotherLike(x).Name}, {Unary(x)})", x.Shape);
                break;
            default:
                _members.Add($"private Tensor {name}(params ReadOnlySpan<Tensor> all)\n{{\n    Tensor? sum = null;\n    for (var i = 0; i < all.Length; i++)\n        sum = sum is null ? all[i] : sum + all[i];\n    return sum!.tanh();\n}}");
                Declare($"{name}({x.Name}, {AnotherLike(x).Name}, {Unary(x)})", x.Shape);
                break;
        }
    }

    private void TupleHelper(ForwardValue x)
    {
        var (name, a, b) = (NewName("Pair"), NewName("t"), NewName("t"));
        _members.Add($"private (Tensor mean, Tensor rest) {name}(Tensor v)\n{{\n    var m = v.mean([-1], keepdim: true);\n    return (m, v - m);\n}}");
        Line(Pick($"var ({a}, {b}) = {name}({x.Name});", $"(Tensor {a}, Tensor {b}) = {name}({x.Name});"));
        Known(a, [.. x.Shape[..^1], 1]);
        Known(b, x.Shape);
        if (Coin())
        {
            var pair = NewName("pair");
            Line($"var {pair} = {name}({b});");
            Declare($"{pair}.mean + {pair}.rest * 0.5f", x.Shape);
        }
    }

    private void ReferenceHelper(ForwardValue x)
    {
        var (name, t) = (NewName("Through"), NewName("t"));
        switch (_random.Next(3))
        {
            case 0:
                _members.Add($"private static void {name}(ref Tensor v, in float by) => v = v * by;");
                Lines($"var {t} = {Unary(x)};\n{name}(ref {t}, {Number()});");
                break;
            case 1:
                _members.Add($"private static bool {name}(Tensor v, out Tensor result)\n{{\n    result = {Unary("v", x)};\n    return v.dim() > 1;\n}}");
                Line($"if (!{name}({x.Name}, out var {t}))\n    {t} = {x.Name};");
                break;
            default:
                _members.Add($"private static void {name}(Span<Tensor> all)\n{{\n    foreach (ref var one in all)\n        one = {Unary("one", x)};\n}}");
                Lines($"var span{t} = new[] {{ {x.Name}, {AnotherLike(x).Name} }};\n{name}(span{t});\nref var slot{t} = ref span{t}[1];\nslot{t} = slot{t} + 1;\nvar {t} = span{t}[0] - span{t}[^1];");
                break;
        }

        Known(t, x.Shape);
    }

    private void GenericHelper(ForwardValue x)
    {
        var name = NewName("Generic");
        switch (_random.Next(3))
        {
            case 0:
                _members.Add($"private static T {name}<T>(T v, Func<T, T> f) => f(v);");
                Declare($"{name}({x.Name}, v => {Unary("v", x)})", x.Shape);
                break;
            case 1:
                _members.Add($"private sealed class {name}<T>(T inner) where T : notnull\n{{\n    public TResult Map<TResult>(Func<T, TResult> f) => f(inner);\n}}");
                var (a, b) = (NewName("a"), NewName("b"));
                Declare($"new {name}<Tensor>({x.Name}).Map(v => (v, {Number()})) is var ({a}, {b}) ? {a} * {b} : {x.Name}", x.Shape);
                break;
            default:
                _members.Add($"private readonly record struct {name}(Tensor Value, float Factor)\n{{\n    public Tensor Scaled => Value * Factor;\n}}");
                Declare($"(new {name}({x.Name}, 1f) with {{ Factor = {Number()} }}).Scaled", x.Shape);
                break;
        }
    }

    private void LocalFunction(ForwardValue x)
    {
        var (name, t) = (NewName("Local"), NewName("t"));
        Lines(_random.Next(3) switch
        {
            0 => $"Tensor {name}(Tensor v) => {Unary("v", x)} + {x.Name};\nvar {t} = {name}({name}({x.Name}));",
            1 => $"static Tensor {name}(Tensor v, float by) => v * by;\nvar {t} = {name}({x.Name}, {Number()});",
            _ => $"var count{t} = 0;\nvar {t} = {name}({x.Name});\nTensor {name}(Tensor v)\n{{\n    count{t}++;\n    return count{t} > 2 ? v : {name}({Unary("v", x)});\n}}",
        });
        Known(t, x.Shape);
    }

    private void Lambda(ForwardValue x)
    {
        var (f, t) = (NewName("f"), NewName("t"));
        switch (_random.Next(5))
        {
            case 0:
                Lines($"Func<Tensor, Tensor> {f} = v => {Unary("v", x)};\nvar {t} = {f}({x.Name});");
                break;
            case 1:
                Lines($"var {t} = {x.Name};\nAction<float> {f} = by => {t} = {t} * by;\n{f}({Number()});\n{f}({Number()});");
                break;
            case 2:
                _fields.Add($"private readonly Func<Tensor, Tensor> {f} = static v => {Unary("v", x)};");
                Line($"var {t} = {f}.Invoke({x.Name});");
                break;
            case 3:
                Lines($"Func<Tensor, Tensor>[] {f} = [torch.tanh, v => {Unary("v", x)}, functional.sigmoid];\nvar {t} = {x.Name};\nforeach (var one{t} in {f})\n    {t} = one{t}({t});");
                break;
            default:
                Lines($"Func<float, Func<Tensor, Tensor>> {f} = by => v => v * by;\nvar {t} = {f}({Number()})({x.Name});");
                break;
        }

        Known(t, x.Shape);
    }

    private void Iterator(ForwardValue x)
    {
        var (name, t) = (NewName("Parts"), NewName("t"));
        _members.Add($"private IEnumerable<Tensor> {name}(Tensor v, int count)\n{{\n    for (var i = 0; i < count; i++)\n        yield return {Unary("v", x)} * (i + 1);\n}}");
        var n = _random.Next(1, 4);
        Lines(_random.Next(3) switch
        {
            0 => $"var {t} = {x.Name};\nforeach (var part in {name}({x.Name}, {n}))\n    {t} = {t} + part;",
            1 => $"var {t} = torch.stack([.. {name}({x.Name}, {n}), {x.Name}]).sum(dim: 0);",
            _ => $"var {t} = {name}({x.Name}, {n}).Zip({name}({AnotherLike(x).Name}, {n}), (a, b) => a - b).Last();",
        });
        Known(t, x.Shape);
    }
}
