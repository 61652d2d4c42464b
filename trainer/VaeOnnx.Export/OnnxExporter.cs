using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Operators;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export;

/// <summary>
/// Exports any TorchSharp module to ONNX by running its own <c>forward</c>. The module needs no export code; what a graph
/// cannot express is refused by name. The module is left as it was found; call <c>eval()</c> before. Thread-safe for
/// different modules.
/// </summary>
public static class OnnxExporter
{
    /// <summary>Exports a module with the default options.</summary>
    /// <param name="module">In eval mode. Stays the caller's.</param>
    /// <param name="inputs">One for each tensor that forward takes, in order. A named dimension stays free in the graph.</param>
    /// <returns>The graph; it holds its own copy of the weights.</returns>
    /// <exception cref="ExportException">The module cannot be expressed as a graph; the message names the place.</exception>
    public static OnnxModel Export(torch.nn.Module module, params IReadOnlyList<TensorSpec> inputs) => Export(module, new ExportOptions(), inputs);

    /// <summary>Exports a module.</summary>
    /// <param name="module">In eval mode. Stays the caller's.</param>
    /// <param name="options">The caller's choices.</param>
    /// <param name="inputs">One for each tensor that forward takes, in order. A named dimension stays free in the graph.</param>
    /// <returns>The graph; it holds its own copy of the weights.</returns>
    /// <exception cref="ExportException">The module cannot be expressed as a graph; the message names the place.</exception>
    public static OnnxModel Export(torch.nn.Module module, ExportOptions options, params IReadOnlyList<TensorSpec> inputs)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
            throw new ArgumentException("A graph has at least one input: give one TensorSpec for each tensor that forward takes.", nameof(inputs));
        options.Validated();
        using var scope = torch.NewDisposeScope();
        var table = new OperatorTable(options.Emitters);
        using var tracer = new ModuleTracer(module, inputs, options, table);
        var program = tracer.Trace();
        var names = OutputNames(program, options);
        var graph = new GraphEmitter(program, table, tracer.Stored, options).Build(inputs, names);
        return new OnnxModel(ModelWriter.Write(graph, options), inputs, [.. graph.Outputs.Select(OutputSpec)], options.Opset);
    }

    private static string[] OutputNames(TracedProgram program, ExportOptions options)
    {
        var outputs = program.Outputs;
        if (options.OutputNames is { } names)
        {
            return names.Count == outputs.Count
                ? [.. names]
                : throw new ArgumentException($"OutputNames has {names.Count} names, and forward returns {outputs.Count} tensors.", nameof(options));
        }

        return [.. outputs.Select((output, index) => output.Name.Length > 0 ? output.Name : outputs.Count == 1 ? "output" : $"output_{index}")];
    }

    private static TensorSpec OutputSpec(GraphValue value) => new(value.Name, value.ElementType,
        [.. value.Shape.Select(size => size.IsFixed ? Dimension.Fixed(size.Value) : Dimension.Named(size.ToString()))]);
}
