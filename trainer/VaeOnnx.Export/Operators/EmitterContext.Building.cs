using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using VaeOnnx.Export.Tracing;
using static TorchSharp.torch;

namespace VaeOnnx.Export;

/// <content>Adding nodes and constants.</content>
public sealed partial class EmitterContext
{
    /// <summary>Adds a node with one output, of the type of its first input.</summary>
    /// <param name="opType">The ONNX operator.</param>
    /// <param name="inputs">Its inputs; null for an optional one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    public GraphValue Emit(string opType, IReadOnlyList<GraphValue?> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        _emitter.Graph.AddNode(ModulePath, opType, inputs, 1, attributes).Outputs[0];

    /// <summary>Adds a node with one output of another type than its first input.</summary>
    /// <param name="type">The output's type.</param>
    /// <param name="opType">The ONNX operator.</param>
    /// <param name="inputs">Its inputs; null for an optional one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    public GraphValue EmitAs(ElementType type, string opType, IReadOnlyList<GraphValue?> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var output = Emit(opType, inputs, attributes);
        output.ElementType = type;
        return output;
    }

    /// <summary>Adds a node with several outputs.</summary>
    /// <param name="outputs">How many.</param>
    /// <param name="opType">The ONNX operator.</param>
    /// <param name="inputs">Its inputs; null for an optional one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    public GraphValue[] EmitMany(int outputs, string opType, IReadOnlyList<GraphValue?> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        [.. _emitter.Graph.AddNode(ModulePath, opType, inputs, outputs, attributes).Outputs];

    /// <summary>A scalar constant.</summary>
    /// <param name="value">Rounded to the type; whole for integer types.</param>
    /// <param name="type">The constant's type.</param>
    public GraphValue Scalar(double value, ElementType type) => Filled(value, type, []);

    /// <summary>A constant vector of int64: axes, sizes, indices.</summary>
    /// <param name="values">The elements.</param>
    public GraphValue Vector(params ReadOnlySpan<long> values) =>
        Small(new TensorConstant(ElementType.Int64, [values.Length], TensorConstant.Bytes(values)));

    /// <summary>A constant vector of float32.</summary>
    /// <param name="values">The elements.</param>
    public GraphValue FloatVector(params ReadOnlySpan<float> values) =>
        Small(new TensorConstant(ElementType.Float32, [values.Length], TensorConstant.Bytes(values)));

    /// <summary>A constant whose elements are all the same.</summary>
    /// <param name="value">Rounded to the type; whole for integer types.</param>
    /// <param name="type">The constant's type.</param>
    /// <param name="shape">Its shape.</param>
    public GraphValue Filled(double value, ElementType type, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var filled = type.IsFloating()
            ? torch.full(shape, value, dtype: type.ToTorch())
            : torch.full(shape, (long)value, dtype: ScalarType.Int64).to_type(type.ToTorch());
        return Small(new TensorConstant(type, shape, new TensorConstant(filled).ToBytes()));
    }

    /// <summary>A constant computed from tensors at export time, where that is exact, such as a transposed weight.</summary>
    /// <param name="name">What it is, to follow the module's path.</param>
    /// <param name="tensor">Copied; stays the caller's.</param>
    public GraphValue Constant(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var constant = new TensorConstant(ElementTypes.FromTorch(tensor.dtype), tensor.shape, new TensorConstant(tensor).ToBytes());
        return _emitter.Graph.AddInitializer(ModulePath.Length == 0 ? name : $"{ModulePath}.{name}", constant);
    }

    /// <summary>A constant computed from tensors of one owner, made once for all operations that ask for it.</summary>
    internal GraphValue Derived(object owner, string name, Func<Tensor> make) => _emitter.Derived(owner, name, () =>
    {
        using var tensor = make();
        return Constant(name, tensor);
    });

    /// <summary>The data of an initializer, to compute another constant from; null for a value that is none.</summary>
    /// <param name="value">A value of the graph.</param>
    /// <returns>A tensor of the caller's.</returns>
    public static Tensor? ConstantData(GraphValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Constant?.ToTensor();
    }

    /// <summary>The graph's value of a parameter, buffer or field of the module tree, for the emitter of a module.</summary>
    /// <param name="tensor">A tensor that the module holds.</param>
    public GraphValue Stored(Tensor tensor) => OptionalStored(tensor)
        ?? throw Refuse("A tensor that its emitter asks for is not held by the module tree.", "Register it as a parameter or a buffer.");

    internal GraphValue? OptionalStored(Tensor tensor) => _emitter.ValueOfStored(tensor);

    /// <summary>The value in another type; the value itself where it has that type.</summary>
    /// <param name="value">A value of the graph.</param>
    /// <param name="type">The wanted type.</param>
    public GraphValue Cast(GraphValue value, ElementType type)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.ElementType == type)
            return value;
        var cast = EmitAs(type, "Cast", [value], ("to", (long)type.ToOnnx()));
        cast.KnownShape = value.KnownShape;
        return cast;
    }

    /// <summary>A tensor argument or a number, in the type wanted.</summary>
    /// <param name="type">The wanted type.</param>
    /// <param name="names">The parameter's names in the overloads.</param>
    public GraphValue Operand(ElementType type, params string[] names) => Find(names) switch
    {
        TraceValue value => Cast(_emitter.ValueOf(value), type),
        SizeExpression size => Cast(ScalarOf(size), type),
        _ => Scalar(Number(names), type),
    };

    /// <summary>An int64 vector of sizes, computed in the graph where they follow the inputs.</summary>
    /// <param name="sizes">The elements.</param>
    public GraphValue SizeVector(IReadOnlyList<SizeExpression> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.All(size => size.IsFixed))
            return Vector([.. sizes.Select(size => size.Value)]);
        var parts = sizes.Select(size => size.IsFixed ? Vector(size.Value) : ComputedSize(size)).ToArray();
        return parts.Length == 1 ? parts[0] : Emit("Concat", parts, ("axis", 0));
    }

    /// <summary>Reshapes; one axis that follows the inputs becomes -1, so that the shape stays a constant.</summary>
    /// <param name="value">The value to reshape.</param>
    /// <param name="shape">The new shape.</param>
    public GraphValue Reshape(GraphValue value, IReadOnlyList<SizeExpression> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var hasZero = shape.Any(size => size is { IsFixed: true, Value: 0 });
        var target = hasZero ? SizeVector(shape) : SizeVector(InferOne(shape));
        var result = hasZero && Opset >= 14
            ? Emit("Reshape", [value, target], ("allowzero", 1))
            : Emit("Reshape", [value, target]);
        result.KnownShape = shape;
        return result;
    }

    /// <summary>The shape with -1 for one axis that follows the inputs: the one that nothing else tells, or the only one.</summary>
    private SizeExpression[] InferOne(IReadOnlyList<SizeExpression> shape)
    {
        int[] free = [.. Enumerable.Range(0, shape.Count).Where(axis => !shape[axis].IsFixed)];
        int[] untold = [.. free.Where(axis => !IsTold(shape[axis]))];
        if (untold.Length > 1)
            throw Refuse($"Axes {string.Join(" and ", untold)} of its result follow the inputs' sizes in a way that no axis of an earlier tensor tells.", "Fix one of the free dimensions in the input's TensorSpec.");
        var inferred = untold.Length == 1 ? untold[0] : free.Length == 1 ? free[0] : -1;
        return [.. shape.Select((size, axis) => axis == inferred ? SizeExpression.Fixed(-1) : size)];
    }

    private GraphValue ComputedSize(SizeExpression size)
    {
        if (!IsTold(size))
        {
            throw Refuse($"It needs the size {size}, which follows the inputs in a way that no axis of an earlier tensor tells.",
                "Fix one of the free dimensions in the input's TensorSpec, or compute the size from x.shape.");
        }

        var product = size.Sources
            .Select(source => EmitAs(ElementType.Int64, "Gather",
                [EmitAs(ElementType.Int64, "Shape", [_emitter.ValueOf(source.Tensor)]), Vector(source.Axis)], ("axis", 0)))
            .Aggregate((left, right) => Emit("Mul", [left, right]));
        var scaled = size.Factor == 1 ? product : Emit("Mul", [product, Vector(size.Factor)]);
        var shifted = size.Offset == 0 ? scaled : Emit("Add", [scaled, Vector(size.Offset)]);
        var divided = size.Divisor == 1 ? shifted : Emit("Div", [shifted, Vector(size.Divisor)]);
        return size.Limit is { } limit ? Emit("Min", [divided, Vector(limit)]) : divided;
    }

    /// <summary>Whether the graph can compute the size already.</summary>
    private bool IsTold(SizeExpression size) => size.Sources.All(source => _emitter.IsEmitted(source.Tensor));

    private GraphValue Small(TensorConstant constant) => _emitter.Graph.AddSmallConstant("", constant);
}
