using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Opens a verified graph in ONNX Runtime and holds the session to what the manifest says.</summary>
internal static class SessionFactory
{
    public static GraphSession Open(string path, byte[] graph, GraphEntry entry, RuntimeOptions options)
    {
        var opened = Create(path, graph, entry.Role, options);
        try
        {
            var session = opened.Session;
            GraphContract.CheckSide(path, "input in the graph itself", entry.Inputs, Describe(session.InputNames, session.InputMetadata));
            GraphContract.CheckSide(path, "output in the graph itself", entry.Outputs, Describe(session.OutputNames, session.OutputMetadata));
            return new GraphSession(opened, entry, options);
        }
        catch
        {
            opened.Session.Dispose();
            throw;
        }
    }

    private static OpenedSession Create(string path, byte[] graph, GraphRole role, RuntimeOptions options)
    {
        try
        {
            return SessionOpener.Open(graph, role.ToName(), options.EffectiveProviders(), () => CreateOptions(options));
        }
        catch (OnnxRuntimeException e)
        {
            throw new BundleException(path, "a graph that ONNX Runtime can run", NativeMessage.Of(e), innerException: e);
        }
    }

    internal static SessionOptions CreateOptions(RuntimeOptions options)
    {
        var session = new SessionOptions
        {
            IntraOpNumThreads = options.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            EnableCpuMemArena = options.MemoryArena,
            // Whatever is an error arrives as an exception; a library has no business on its host's stderr.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", options.Spinning ? "1" : "0");
        if (Int8Products.MayOverflow)
            session.AddSessionConfigEntry("session.x64quantprecision", "1");
        return session;
    }

    private static TensorSpec[] Describe(IReadOnlyList<string> names, IReadOnlyDictionary<string, NodeMetadata> nodes) =>
        [.. names.Select(name => new TensorSpec(name, TypeOf(nodes[name].ElementDataType), ShapeOf(nodes[name])))];

    private static Dimension[] ShapeOf(NodeMetadata node) =>
        [.. node.Dimensions.Select((size, axis) => size >= 0 ? Dimension.Fixed(size) : Dimension.Named(NameOf(node.SymbolicDimensions[axis])))];

    private static string NameOf(string symbol) => string.IsNullOrWhiteSpace(symbol) ? "?" : symbol;

    private static ElementType TypeOf(TensorElementType type) => type switch
    {
        TensorElementType.Float => ElementType.Float32,
        TensorElementType.Double => ElementType.Float64,
        TensorElementType.Float16 => ElementType.Float16,
        TensorElementType.BFloat16 => ElementType.BFloat16,
        TensorElementType.Int64 => ElementType.Int64,
        TensorElementType.Int32 => ElementType.Int32,
        TensorElementType.Int16 => ElementType.Int16,
        TensorElementType.Int8 => ElementType.Int8,
        TensorElementType.UInt8 => ElementType.UInt8,
        TensorElementType.Bool => ElementType.Bool,
        _ => throw new NotSupportedException($"Tensors of type {type} are not in use in bundles."),
    };
}
