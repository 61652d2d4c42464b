using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// The key of a TorchSharp method in the operator table: the bare name for methods of <c>Tensor</c> and of <c>torch</c>
/// (<c>relu</c>, <c>cat</c>), with the class before it elsewhere (<c>functional.conv2d</c>, <c>special.erf</c>), the class
/// alone for a module's forward (<c>LSTM</c>).
/// </summary>
internal static class OperationNames
{
    public static string Of(MethodBase method)
    {
        var type = method.DeclaringType!;
        if (method.Name == "forward")
            return type.Name.Split('`')[0];
        var name = method.Name.StartsWith("get_", StringComparison.Ordinal) && method.IsSpecialName ? method.Name[4..] : method.Name;
        return type == typeof(Tensor) || type == typeof(torch) || type == typeof(TensorExtensionMethods) ? name : $"{type.Name.Split('`')[0]}.{name}";
    }

    /// <summary>How the method is spelled by its users, for messages.</summary>
    public static string ForReader(MethodBase method)
    {
        var type = CodeNames.Of(method.DeclaringType);
        var name = method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name;
        return $"{type}.{name}({string.Join(", ", method.GetParameters().Select(parameter => CodeNames.Of(parameter.ParameterType)))})";
    }
}
