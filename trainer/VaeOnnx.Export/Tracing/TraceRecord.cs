using System.Reflection;

namespace VaeOnnx.Export.Tracing;

/// <summary>One recorded operation: its arguments as they were before it ran, and its results.</summary>
internal sealed class TraceRecord
{
    /// <summary>The name in the operator table; null for an operation that was only run, on constants.</summary>
    public required string? Operation { get; init; }

    /// <summary>The method as TorchSharp declares it.</summary>
    public required MethodBase Method { get; init; }

    /// <summary>The names of the arguments, the receiver's being <c>this</c>.</summary>
    public required string[] Names { get; init; }

    /// <summary>
    /// The arguments as plain data: tensors as <see cref="TraceValue"/>, whole numbers as long, other numbers as double, sequences
    /// and tuples as object arrays. After the comparison a whole number that differs between traces is a <see cref="SizeExpression"/>.
    /// </summary>
    public required object?[] Arguments { get; set; }

    /// <summary>The module that the operation belongs to.</summary>
    public required string ModulePath { get; init; }

    /// <summary>Where it was called.</summary>
    public required CodeLocation Location { get; init; }

    /// <summary>The tensors of the result, tuples and arrays flattened.</summary>
    public TraceValue[] Results { get; set; } = [];
}

/// <summary>A place in user code.</summary>
internal readonly record struct CodeLocation(MethodBase? Method, int IlOffset);
