using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>Turns the arguments of a call into plain data that can be compared and kept.</summary>
internal static class ArgumentSnapshot
{
    private static readonly FieldInfo[] IndexFields = typeof(TensorIndex)
        .GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    /// <summary>The snapshot; every tensor goes through <paramref name="tensor"/>.</summary>
    public static object? Take(object? value, Func<Tensor, TraceValue> tensor) => value switch
    {
        null or string or bool or Enum or Type => value,
        Tensor one => tensor(one),
        long or int or short or byte or sbyte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float or double or Half => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        Scalar scalar => TakeScalar(scalar),
        TensorIndex index => TakeIndex(index, tensor),
        Array { Rank: 1, Length: > 0 } numbers when numbers.GetType().GetElementType() is { IsPrimitive: true } element && element != typeof(long) && element != typeof(int)
            => numbers.Clone(),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(index => Take(tuple[index], tensor)).ToArray(),
        IEnumerable items => items.Cast<object?>().Select(item => Take(item, tensor)).ToArray(),
        _ => value,
    };

    /// <summary>All traced values in a snapshot, in order.</summary>
    public static IEnumerable<TraceValue> Values(object? snapshot) => snapshot switch
    {
        TraceValue value => [value],
        IndexSnapshot { Tensor: { } tensor } => [tensor],
        object?[] items => items.SelectMany(Values),
        _ => [],
    };

    /// <summary>All tensors in a result, in order.</summary>
    public static IEnumerable<Tensor> Tensors(object? value) => value switch
    {
        null or string => [],
        Tensor tensor => [tensor],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(index => Tensors(tuple[index])),
        Array array when array.GetType().GetElementType() is { IsPrimitive: true } => [],
        IDictionary map => map.Values.Cast<object?>().SelectMany(Tensors),
        IEnumerable<Tensor> tensors => tensors,
        IEnumerable items and (IList or Array) => items.Cast<object?>().SelectMany(Tensors),
        _ => [],
    };

    private static object TakeScalar(Scalar scalar) => scalar.Type switch
    {
        ScalarType.Bool => scalar.ToBoolean(),
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 => scalar.ToInt64(),
        _ => scalar.ToDouble(),
    };

    private static IndexSnapshot TakeIndex(TensorIndex index, Func<Tensor, TraceValue> tensor)
    {
        object? Field(string name) => IndexFields.Single(field => field.Name == name).GetValue(index);
        var kind = Enum.Parse<IndexKind>(Field("kind")!.ToString()!);
        return new IndexSnapshot(
            // libtorch makes a new axis of Null, too.
            kind is IndexKind.Null ? IndexKind.None : kind,
            Field("startIndexOrBoolOrSingle"),
            Field("stopIndex"),
            Field("step"),
            Field("tensor") is Tensor value ? tensor(value) : null);
    }
}
