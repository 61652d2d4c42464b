using System.Globalization;
using System.Text;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>
/// Writes the C# source of a module whose forward is random but valid by construction: every variable's shape is known while it is written.
/// The statements use what C# offers (loops, helpers, closures, iterators, LINQ, patterns, spans, scopes), because each compiles to IL of its own.
/// </summary>
internal sealed partial class ForwardWriter
{
    private const int LargestSample = 300;
    private static readonly long[][] FirstShapes = [[6], [8], [3, 4], [4, 6], [2, 4, 4], [3, 5, 6]];

    private readonly System.Random _random;
    private readonly StringBuilder _body = new();
    private readonly List<string> _fields = [];
    private readonly List<string> _construction = [];
    private readonly List<string> _members = [];
    private readonly List<ForwardValue> _values = [];
    private int _names;

    public ForwardWriter(int seed)
    {
        _random = new System.Random(seed);
        Name = Text($"Net{seed}");
        Source = Write();
    }

    /// <summary>The class's name; its namespace is <c>Generated</c>.</summary>
    public string Name { get; }

    /// <summary>The class's source.</summary>
    public string Source { get; }

    /// <summary>What forward reads, in its order.</summary>
    public List<NetworkInput> Inputs { get; } = [];

    private string Write()
    {
        DeclareInputs();
        for (var statements = _random.Next(3, 11); statements > 0; statements--)
            Statement();
        var (type, result) = Result();
        var parameters = string.Join(", ", Inputs.Select(input => $"Tensor {input.Spec.Name}"));
        return $$"""
            public class {{Name}} : Module<{{string.Concat(Inputs.Select(_ => "Tensor, "))}}{{type}}>
            {
            {{Indent(_fields, 4)}}
                public {{Name}}() : base("{{Name}}")
                {
            {{Indent(_construction, 8)}}
                    RegisterComponents();
                }

                public override {{type}} forward({{parameters}})
                {
            {{Indent([.. _body.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), $"return {result};"], 8)}}
                }
            {{Indent(_members, 4)}}
            }
            """;
    }

    private void DeclareInputs()
    {
        var shape = Pick(FirstShapes);
        Inputs.Add(NetworkInput.Float32("x", [Dimension.Batch, .. shape.Select(n => (Dimension)n)]));
        _values.Add(new ForwardValue("x", shape));
        switch (_random.Next(6))
        {
            case 0:
                Inputs.Add(NetworkInput.Float32("other", [Dimension.Batch, .. shape.Select(n => (Dimension)n)]));
                _values.Add(new ForwardValue("other", shape));
                break;
            case 1:
                Inputs.Add(NetworkInput.Tokens("tokens", 7, Dimension.Batch, 3));
                var embedding = Module("Embedding", "Embedding(7, 4)");
                Declare($"{embedding}.forward(tokens)", 3, 4);
                break;
        }
    }

    private (string Type, string Expression) Result()
    {
        var last = _values[^1];
        var other = Any();
        return _random.Next(8) switch
        {
            0 => ("(Tensor first, Tensor second)", $"({Fresh(last)}, {Fresh(other)})"),
            1 => ("Tensor[]", $"new[] {{ {Fresh(last)}, {Fresh(other)} }}"),
            2 => ("List<Tensor>", $"[{Fresh(other)}, {Fresh(last)}]"),
            3 => ("Dictionary<string, Tensor>", $"new() {{ [\"last\"] = {Fresh(last)}, [$\"{{nameof({Name})}}_other\"] = {Fresh(other)} }}"),
            4 => ("(Tensor, (Tensor, Tensor))", $"({Fresh(last)}, ({Fresh(other)}, {Fresh(last)}))"),
            _ => ("Tensor", Unary(last.Name, last)),
        };
    }

    /// <summary>An expression that is a new tensor: an output that is an input, or the same output twice, is another matter.</summary>
    private string Fresh(ForwardValue value) => Unary(value.Name, value);

    /// <summary>A variable with the value of the expression; known from here on.</summary>
    private ForwardValue Declare(string expression, params long[] shape)
    {
        var value = new ForwardValue(NewName("t"), shape);
        Line($"{Pick("var", "Tensor")} {value.Name} = {expression};");
        _values.Add(value);
        return value;
    }

    private ForwardValue Known(string name, params long[] shape)
    {
        var value = new ForwardValue(name, shape);
        _values.Add(value);
        return value;
    }

    /// <summary>A field that holds a module, made in the constructor.</summary>
    private string Module(string type, string construction)
    {
        var name = NewName("m");
        if (Coin())
            _fields.Add($"private readonly {type} {name} = {construction};");
        else
        {
            _fields.Add($"private readonly {Pick(type, type == "Embedding" || type.StartsWith("Linear", StringComparison.Ordinal) ? "Module<Tensor, Tensor>" : type)} {name};");
            _construction.Add($"{name} = {construction};");
        }

        return name;
    }

    /// <summary>A constant of the class's configuration; the compiler cannot fold it.</summary>
    private string Setting(string type, string value)
    {
        var name = NewName("_setting");
        _fields.Add($"private readonly {type} {name} = {value};");
        return name;
    }

    private void Line(string text) => _body.Append(text).Append('\n');

    private void Lines(string text)
    {
        foreach (var line in text.Split('\n'))
            Line(line.TrimEnd('\r'));
    }

    private string NewName(string prefix) => Text($"{prefix}{++_names}");

    private ForwardValue Any() => _values[Math.Max(_random.Next(_values.Count), _random.Next(_values.Count))];

    private ForwardValue? AnyOf(int rank) => _values.LastOrDefault(v => v.Shape.Length == rank);

    private ForwardValue AnotherLike(ForwardValue value)
    {
        var same = _values.Where(v => v.Shape.SequenceEqual(value.Shape)).ToArray();
        return same[_random.Next(same.Length)];
    }

    private bool Coin() => _random.Next(2) == 0;

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];

    private string Number() => Text($"{Math.Round(0.2 + _random.NextDouble(), 2)}f");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Indent(IEnumerable<string> lines, int spaces) =>
        string.Join('\n', lines.SelectMany(line => line.Split('\n')).Select(line => new string(' ', spaces) + line));
}
