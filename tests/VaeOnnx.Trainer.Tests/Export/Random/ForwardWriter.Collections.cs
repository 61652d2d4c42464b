namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Statements about LINQ, collections, scopes and patterns.</summary>
internal sealed partial class ForwardWriter
{
    private void Linq(ForwardValue x)
    {
        var first = x.Shape[0];
        var rest = x.Shape[1..];
        switch (_random.Next(6))
        {
            case 0:
                Declare($"torch.cat(Enumerable.Range(0, {first}).Select(i => {x.Name}.narrow(1, i, 1) * (i + 1)).ToArray(), 1)", x.Shape);
                break;
            case 1:
                Declare($"torch.cat({x.Name}.chunk({first}, 1).Reverse().Select(p => {Unary("p", x with { Shape = [1, .. rest] })}).ToList(), 1)", x.Shape);
                break;
            case 2:
                Declare($"(from p in {x.Name}.split(1, dim: 1) let q = p.tanh() select q + p).Aggregate((a, b) => a + b)", [1, .. rest]);
                break;
            case 3:
                Declare($"new[] {{ {x.Name}, {AnotherLike(x).Name} }}.Where((_, i) => i == 0).Select(v => {Unary("v", x)}).Single()", x.Shape);
                break;
            case 4:
                Declare($"{x.Name}.unbind(1).Skip(1).Prepend({x.Name}.select(1, 0)).OrderBy(_ => 0).First()", rest.Length == 0 ? [] : rest);
                break;
            default:
                Declare($"{x.Name} * new[] {{ 1, 2, 3 }}.Where(n => n % 2 == 1).Sum(n => 0.25f * n)", x.Shape);
                break;
        }

        if (_values[^1].Shape.Length == 0)
            _values.RemoveAt(_values.Count - 1);
    }

    private void Scope(ForwardValue x)
    {
        var t = NewName("t");
        Lines(_random.Next(6) switch
        {
            0 => $"Tensor {t};\nusing (var inner{t} = {Unary(x)})\n{{\n    {t} = {Unary($"inner{t}", x)};\n}}",
            1 => $"Tensor {t};\nusing (var scope{t} = torch.NewDisposeScope())\n{{\n    var inner{t} = {Unary(x)};\n    {t} = ({Unary($"inner{t}", x)}).MoveToOuterDisposeScope();\n}}",
            2 => $"using var held{t} = {Unary(x)};\nvar {t} = {Unary($"held{t}", x)};",
            3 => $"Tensor {t};\ntry\n{{\n    {t} = {Unary(x)};\n}}\nfinally\n{{\n    GC.KeepAlive(this);\n}}",
            4 => $"Tensor {t} = {x.Name};\ntry\n{{\n    {t} = {Unary(x)};\n}}\ncatch (ArgumentException e) when (e.ParamName == \"none\")\n{{\n    throw new InvalidOperationException(\"unexpected\", e);\n}}",
            _ => $"Tensor {t};\nusing (torch.no_grad())\nusing (torch.NewDisposeScope())\n    {t} = ({Binary(x.Name, AnotherLike(x).Name)}).DetachFromDisposeScope();",
        });
        Known(t, x.Shape);
    }

    private void Collect(ForwardValue x)
    {
        var (t, y) = (NewName("t"), AnotherLike(x).Name);
        Lines(_random.Next(10) switch
        {
            0 => $"var list{t} = new List<Tensor> {{ {x.Name} }};\nlist{t}.Add({Unary(x)});\nlist{t}.Insert(0, {y});\nvar {t} = list{t}[^1] + list{t}[0];",
            1 => $"var map{t} = new Dictionary<string, Tensor>();\nfor (var i = 0; i < 2; i++)\n    map{t}[$\"key_{{i:D2}}\"] = {x.Name} * i;\nvar {t} = map{t}[\"key_01\"] + (map{t}.TryGetValue(\"none\", out var none{t}) ? none{t} : {y});",
            2 => $"var stack{t} = new Stack<Tensor>();\nstack{t}.Push({x.Name});\nstack{t}.Push({Unary(x)});\nvar {t} = stack{t}.Pop() - stack{t}.Pop();",
            3 => $"var queue{t} = new Queue<(Tensor, int)>([({x.Name}, 1), ({y}, 2)]);\nvar {t} = {x.Name};\nwhile (queue{t}.TryDequeue(out var item{t}))\n    {t} = {t} + item{t}.Item1 * item{t}.Item2;",
            4 => $"Tensor a{t} = {Unary(x)}, b{t} = {y};\n(a{t}, b{t}) = (b{t}, a{t});\nvar {t} = a{t} - b{t} * 0.5f;",
            5 => $"var pair{t} = (left: {x.Name}, right: {Unary(x)}, scale: {Number()});\nvar {t} = pair{t}.left * pair{t}.scale + pair{t}.Item2;",
            6 => $"var grid{t} = new Tensor[2, 2];\ngrid{t}[0, 1] = {Unary(x)};\ngrid{t}[1, 0] = {y};\nvar {t} = grid{t}[0, 1] + grid{t}[1, 0];",
            7 => $"Tensor?[] slots{t} = new Tensor?[3];\nslots{t}[1] ??= {Unary(x)};\nvar {t} = slots{t}.First(s => s is not null)!.add(slots{t}[2] ?? {x.Name});",
            8 => $"var sizes{t} = {x.Name}.shape.ToList();\nsizes{t}[^1] = 1;\nvar {t} = {x.Name} + torch.ones(sizes{t}.ToArray());",
            _ => $"IReadOnlyList<Tensor> all{t} = [{x.Name}, .. new[] {{ {y}, {x.Name} }}.Skip(1)];\nvar {t} = all{t}.Count == 2 ? {Unary($"all{t}[1]", x)} : {x.Name};",
        });
        Known(t, x.Shape);
    }

    private void Pattern(ForwardValue x)
    {
        var t = NewName("t");
        var setting = Setting("object", Pick("3", "\"text\"", "0.5f", "new[] { 1, 2 }"));
        Lines(_random.Next(5) switch
        {
            0 => $"var {t} = {setting} is int n{t} and > 2 ? {x.Name} * n{t} : {Unary(x)};",
            1 => $"var {t} = {setting} switch {{ int[] and [1, .. var tail] => {x.Name} * tail.Length, string {{ Length: 4 }} text => {x.Name} / text.Length, float f => {x.Name} * f, _ => {Unary(x)} }};",
            2 => $"if ({x.Name}.shape is not [var batch{t}, {x.Shape[0]}, ..])\n    throw new ArgumentException(\"shape\");\nvar {t} = {x.Name}.reshape([batch{t}, .. {x.Name}.shape[1..]]) * 0.5f;",
            3 => $"var {t} = {x.Name} is {{ shape.Length: {x.Shape.Length + 1} }} same{t} ? {Unary($"same{t}", x)} : -{x.Name};",
            _ => $"long product{t} = 1;\nforeach (var size in {x.Name}.shape.AsSpan(1))\n    product{t} *= size;\nvar {t} = {x.Name} / checked((int)product{t} << 1);",
        });
        Known(t, x.Shape);
    }
}
