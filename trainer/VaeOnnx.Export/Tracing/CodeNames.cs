using System.Reflection;

namespace VaeOnnx.Export.Tracing;

/// <summary>How methods are spelled in messages.</summary>
internal static class CodeNames
{
    /// <summary>For example <c>Net.forward(Tensor)</c>.</summary>
    public static string Of(MethodBase method) =>
        $"{Of(method.DeclaringType)}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Of(parameter.ParameterType)))})";

    /// <summary>For example <c>Module&lt;Tensor, Tensor&gt;</c>.</summary>
    public static string Of(Type? type)
    {
        if (type is null)
            return "(module)";
        if (type.HasElementType)
            return Of(type.GetElementType()) + (type.IsArray ? "[]" : "&");
        if (!type.IsGenericType)
            return type.Name;
        var name = type.Name.Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }
}
