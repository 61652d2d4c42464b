using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Operators;
using VaeOnnx.Export.Tracing;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Graph;

/// <summary>Turns a traced program into a graph, one emitter call an operation.</summary>
internal sealed class GraphEmitter(TracedProgram program, OperatorTable table, Func<Tensor, TraceValue?> stored, ExportOptions options)
{
    private readonly Dictionary<int, GraphValue> _values = [];
    private readonly Dictionary<int, TraceRecord> _makers = [];
    private readonly Dictionary<(object Owner, string Name), GraphValue> _derived = [];

    public GraphBuilder Graph { get; } = new();

    public GraphBuilder Build(IReadOnlyList<TensorSpec> inputs, IReadOnlyList<string> outputNames)
    {
        for (var input = 0; input < inputs.Count; input++)
        {
            var value = program.Inputs[input];
            _values[value.Id] = Graph.AddInput(inputs[input].Name, inputs[input].ElementType, value.Dimensions);
        }

        foreach (var name in outputNames)
            Graph.Reserve(name);
        foreach (var record in program.Operations)
            Emit(record);
        for (var output = 0; output < outputNames.Count; output++)
            AddOutput(outputNames[output], program.Outputs[output].Value);
        Graph.Finish();
        return Graph;
    }

    /// <summary>The graph's value of a traced value: constants become initializers when they are first asked for.</summary>
    public GraphValue ValueOf(TraceValue value)
    {
        if (_values.TryGetValue(value.Id, out var known))
            return known;
        if (!value.IsFolded && value.Origin is not ValueOrigin.Stored)
            throw new InvalidOperationException($"Traced value {value.Id} was not emitted.");
        if (value.SameAs is { } stored)
            return _values[value.Id] = ValueOf(stored);
        return _values[value.Id] = Graph.AddInitializer(ConstantName(value), new TensorConstant(value.Constant!));
    }

    /// <summary>Whether a value can be used by the next node.</summary>
    public bool IsEmitted(TraceValue value) => value.IsFolded || _values.ContainsKey(value.Id);

    public GraphValue? ValueOfStored(Tensor tensor) => stored(tensor) is { } value ? ValueOf(value) : null;

    /// <summary>A constant made from what an owner holds, such as a module's weights in another order; the same one whenever it is asked for.</summary>
    public GraphValue Derived(object owner, string name, Func<GraphValue> make) =>
        _derived.TryGetValue((owner, name), out var known) ? known : _derived[(owner, name)] = make();

    private string ConstantName(TraceValue value)
    {
        if (value.Name.Length > 0)
            return value.Name;
        if (!_makers.TryGetValue(value.Id, out var maker))
            return "constant";
        var name = OperationNames.Of(maker.Method).Split('.')[^1];
        return maker.ModulePath.Length == 0 ? name : $"{maker.ModulePath}.{name}";
    }

    private void Emit(TraceRecord record)
    {
        foreach (var result in record.Results)
            _makers.TryAdd(result.Id, record);
        if (record.Results.All(result => result.IsFolded || result.Origin is ValueOrigin.Stored))
            return;
        var context = new EmitterContext(this, record, options.Opset);
        if (record.Operation is null)
        {
            throw context.Refuse("Its result follows the size of the inputs, and it has no emitter.",
                $"Fix the dimension in the input's TensorSpec, or register an emitter for '{OperationNames.Of(record.Method)}' in ExportOptions.Emitters.");
        }

        var emitted = table.Emit(record.Operation, context);
        if (emitted.Length != record.Results.Length)
            throw context.Refuse($"Its emitter returned {emitted.Length} values where the operation returns {record.Results.Length}.");
        for (var index = 0; index < emitted.Length; index++)
            Take(record.Results[index], emitted[index], context.Results[index]);
    }

    private void Take(TraceValue result, GraphValue emitted, ResultSpec spec)
    {
        if (emitted.KnownShape is null && !emitted.IsConstant)
            (emitted.KnownShape, emitted.ElementType) = (spec.Shape, spec.ElementType);
        _values[result.Id] = emitted;
    }

    private void AddOutput(string name, TraceValue result)
    {
        var value = ValueOf(result);
        var isNodeOutput = !Graph.Inputs.Contains(value) && !value.IsConstant;
        if (isNodeOutput && !Graph.Outputs.Contains(value))
        {
            value.Name = name;
        }
        else
        {
            var copy = Graph.AddNode("", "Identity", [value], 1, []).Outputs[0];
            (copy.Name, copy.KnownShape) = (name, value.Shape);
            value = copy;
        }

        Graph.Outputs.Add(value);
    }
}
