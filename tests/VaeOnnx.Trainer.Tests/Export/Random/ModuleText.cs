using System.Text;
using TorchSharp;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>A network's tree of modules as indented text.</summary>
internal static class ModuleText
{
    public static string Of(torch.nn.Module module)
    {
        var text = new StringBuilder();
        Append(text, module, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, torch.nn.Module module, int depth)
    {
        text.Append(' ', depth * 2).Append(module is Function function ? function.ToString() : Title(module)).Append('\n');
        foreach (var child in module.children())
            Append(text, child, depth + 1);
    }

    private static string Title(torch.nn.Module module)
    {
        var settings = module.GetType().GetProperties()
            .Where(p => p.DeclaringType == module.GetType() && p.CanRead && p.GetIndexParameters().Length == 0)
            .Where(p => p.PropertyType.IsPrimitive || p.PropertyType.IsEnum || p.PropertyType == typeof(long[]))
            .Select(p => (p.Name, Value: p.GetValue(module)))
            .Select(p => $"{p.Name}={(p.Value is long[] numbers ? $"[{string.Join(',', numbers)}]" : p.Value)}");
        var parameters = module.named_parameters(recurse: false).Select(p => $"{p.name}:[{string.Join(',', p.parameter.shape)}]");
        return $"{module.GetName()}({string.Join(", ", settings.Concat(parameters))})";
    }
}
