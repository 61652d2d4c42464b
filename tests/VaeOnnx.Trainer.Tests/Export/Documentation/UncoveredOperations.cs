using System.Reflection;
using TorchSharp;
using VaeOnnx.Export.Operators;
using VaeOnnx.Export.Tracing;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>The operations of TorchSharp's that take and return tensors, compute in native code and have no emitter: a graph input that meets one is refused.</summary>
internal static class UncoveredOperations
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Type[] Declaring =
    [
        typeof(Tensor), typeof(torch), typeof(TensorExtensionMethods), typeof(nn.functional), typeof(special), typeof(linalg), typeof(fft),
    ];

    public static IReadOnlyList<string> Keys { get; } =
    [
        .. Declaring.SelectMany(type => type.GetMethods(Public))
            .Where(method => YieldsTensor(method.ReturnType) && TakesTensor(method))
            .Where(method => TorchPolicy.IsOperation(method) && !TorchPolicy.IsRandom(method) && !TorchPolicy.IsPlain(method))
            .Select(OperationNames.Of)
            .Where(key => !OperatorTable.BuiltIn.ContainsKey(key) && !OperatorTable.BuiltIn.ContainsKey(key.TrimEnd('_')))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool TakesTensor(MethodInfo method) => (!method.IsStatic && method.DeclaringType == typeof(Tensor))
        || method.GetParameters().Any(parameter => YieldsTensor(parameter.ParameterType));

    private static bool YieldsTensor(Type type) => type == typeof(Tensor)
        || (type.IsArray && YieldsTensor(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(YieldsTensor));
}
