using System.Globalization;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Operators;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export;

/// <summary>
/// What an emitter works with: the arguments of one recorded operation, and the graph to add nodes to. Arguments are named
/// as the TorchSharp method declares its parameters; where overloads differ, several names are given and the first one that the
/// overload has counts. The receiver of an instance method is <c>this</c>.
/// </summary>
public sealed partial class EmitterContext
{
    private readonly GraphEmitter _emitter;
    private readonly TraceRecord _record;

    internal EmitterContext(GraphEmitter emitter, TraceRecord record, int opset)
    {
        _emitter = emitter;
        _record = record;
        Opset = opset;
        Results = [.. record.Results.Select(result => new ResultSpec(ElementTypes.FromTorch(result.Type), result.Dimensions))];
    }

    /// <summary>The opset of the graph.</summary>
    public int Opset { get; }

    /// <summary>The operation's key, such as <c>relu</c>: tells operations apart that share an emitter.</summary>
    public string Operation => _record.Operation ?? "";

    /// <summary>The path of the module that the operation belongs to.</summary>
    public string ModulePath => _record.ModulePath;

    /// <summary>Element type and shape of every tensor that the operation returned in the trace.</summary>
    public IReadOnlyList<ResultSpec> Results { get; }

    /// <summary>The first result: most operations have one.</summary>
    public ResultSpec Result => Results[0];

    /// <summary>The receiver, or the first argument of a static method or of a module.</summary>
    public GraphValue Input => First is TraceValue value
        ? _emitter.ValueOf(value)
        : throw Refuse($"Its first argument is no tensor but '{First}'.");

    /// <summary>Whether the overload has a parameter of one of these names, given something other than null.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public bool Has(params string[] names) => Find(names) is not null;

    /// <summary>A tensor argument.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public GraphValue Tensor(params string[] names) => OptionalTensor(names) ?? throw Missing(names);

    /// <summary>A tensor argument, or null where the overload lacks it or it is null.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public GraphValue? OptionalTensor(params string[] names) => Find(names) switch
    {
        null => null,
        TraceValue value => _emitter.ValueOf(value),
        GraphValue value => value,
        var other => throw Refuse($"Its argument '{names[0]}' is no tensor but '{other}'."),
    };

    /// <summary>An argument that is a list of tensors.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public IReadOnlyList<GraphValue> Tensors(params string[] names) => Find(names) is object?[] items && items.All(item => item is TraceValue)
        ? [.. items.Select(item => _emitter.ValueOf((TraceValue)item!))]
        : throw Missing(names);

    /// <summary>Whether an argument is a tensor rather than a number.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public bool IsTensor(params string[] names) => Find(names) is TraceValue;

    /// <summary>A whole number that must not follow the inputs' sizes.</summary>
    /// <param name="name">The parameter's name.</param>
    public long Int(string name) => OptionalInt(name) ?? throw Missing(name);

    /// <summary>A whole number, or null where the overload lacks it or it is null.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public long? OptionalInt(params string[] names) => Find(names) is { } value ? FixedInt(names[0], value) : null;

    /// <summary>Whole numbers: a list, a tuple, or one number as a list of one.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public long[] Ints(params string[] names) => OptionalInts(names) ?? throw Missing(names);

    /// <summary>Whole numbers, or null where the overload lacks them or they are null.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public long[]? OptionalInts(params string[] names) => Find(names) switch
    {
        null => null,
        object?[] items => [.. items.Select(item => FixedInt(names[0], item))],
        var one => [FixedInt(names[0], one)],
    };

    /// <summary>A whole number that may follow the inputs' sizes.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public SizeExpression Size(params string[] names) => AsSize(names[0], Find(names) ?? throw Missing(names));

    /// <summary>Whole numbers that may follow the inputs' sizes.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public SizeExpression[] Sizes(params string[] names) => Find(names) switch
    {
        object?[] items => [.. items.Select(item => AsSize(names[0], item))],
        { } one => [AsSize(names[0], one)],
        null => throw Missing(names),
    };

    /// <summary>A yes or no; <paramref name="fallback"/> where the overload lacks it.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">What the overload without it does.</param>
    public bool Bool(string name, bool fallback = false) => Find(name) is bool value ? value : fallback;

    /// <summary>A number.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public double Number(params string[] names) => OptionalNumber(names) ?? throw Missing(names);

    /// <summary>A number, or null where the overload lacks it or it is null.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public double? OptionalNumber(params string[] names) => Find(names) switch
    {
        null => null,
        double number => number,
        long number => number,
        bool flag => flag ? 1 : 0,
        TraceValue { IsFolded: true } value when _emitter.ValueOf(value) is { Constant: { } constant } && constant.Shape.All(size => size == 1) => constant.ToDouble(),
        var other => throw Refuse($"Its argument '{names[0]}' is no fixed number but '{other}'."),
    };

    /// <summary>An argument as it is: an enum, a string, a module; null where the overload lacks it.</summary>
    /// <param name="names">The parameter's names in the overloads.</param>
    public object? Argument(params string[] names) => Find(names);

    /// <summary>An axis as 0 to rank - 1; negative ones count from the end.</summary>
    /// <param name="axis">As TorchSharp takes it.</param>
    /// <param name="rank">The number of axes it counts in.</param>
    public static long Axis(long axis, int rank) => axis < 0 ? axis + Math.Max(rank, 1) : axis;

    /// <summary>Refuses the operation; throw what it returns.</summary>
    /// <param name="reason">What of it cannot be expressed, in one sentence.</param>
    /// <param name="alternative">What to use instead.</param>
    public ExportException Refuse(string reason, string alternative = "") => new(reason)
    {
        Operation = OperationNames.ForReader(_record.Method),
        ModulePath = ModulePath,
        Method = _record.Location.Method is null ? "" : CodeNames.Of(_record.Location.Method),
        IlOffset = _record.Location.IlOffset,
        SourceLine = SourceLines.Find(_record.Location),
        Opset = Opset,
        Alternative = $"{alternative} {NearestAlternatives.Registering(Operation)}".TrimStart(),
    };

    /// <summary>Refuses the operation below an opset.</summary>
    /// <param name="opset">The oldest opset that can express it.</param>
    /// <param name="what">The subject of the sentence: what needs that opset.</param>
    public void RequireOpset(int opset, string what)
    {
        if (Opset < opset)
        {
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"{what} needs opset {opset}."),
                string.Create(CultureInfo.InvariantCulture, $"Ask for Opset = {opset} or newer in ExportOptions."));
        }
    }

    private object? First => _record.Arguments is [TorchSharp.torch.nn.Module, var argument, ..] ? argument : _record.Arguments[0];

    private object? Find(params string[] names)
    {
        foreach (var name in names)
        {
            var index = Array.IndexOf(_record.Names, name);
            if (index >= 0)
                return _record.Arguments[index];
        }

        return null;
    }

    private long FixedInt(string name, object? value) => AsSize(name, value) is { IsFixed: true } size
        ? size.Value
        : throw Refuse($"Its argument '{name}' follows a free dimension of the inputs ({value}), and the ONNX operator takes a fixed number.",
            "Fix the dimension in the input's TensorSpec.");

    private SizeExpression AsSize(string name, object? value) => value switch
    {
        long number => SizeExpression.Fixed(number),
        SizeExpression size => size,
        double number when number == Math.Truncate(number) => SizeExpression.Fixed((long)number),
        _ => throw Refuse($"Its argument '{name}' is no whole number but '{value}'."),
    };

    private ExportException Missing(params string[] names) =>
        Refuse($"This overload has no argument '{string.Join("' or '", names)}', only '{string.Join("', '", _record.Names)}'.");
}
