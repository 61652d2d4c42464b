using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace VaeOnnx.Export.Tracing;

/// <summary>The names of a module tree: modules by path, parameters and buffers by path, tensors in plain fields by field.</summary>
internal sealed class ModuleNames
{
    private readonly Dictionary<object, string> _modules = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Name, Tensor Tensor)> _tensors = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    public ModuleNames(Module root)
    {
        _modules[root] = "";
        foreach (var (name, module) in root.named_modules())
            _modules.TryAdd(module, name);
        foreach (var (name, parameter) in root.named_parameters())
            Add(name, parameter);
        foreach (var (name, buffer) in root.named_buffers())
            Add(name, buffer);
        Walk(root, "");
    }

    /// <summary>Every tensor that the tree holds, each once.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors => _tensors;

    /// <summary>A module's path; null for one outside the tree.</summary>
    public string? PathOf(object module) => _modules.GetValueOrDefault(module);

    private void Add(string name, Tensor tensor)
    {
        if (!tensor.IsInvalid && _seen.Add(tensor))
            _tensors.Add((name, tensor));
    }

    private void Walk(object item, string path)
    {
        if (item is Tensor tensor)
        {
            Add(path, tensor);
            return;
        }

        if (!_seen.Add(item))
            return;
        if (item is Module module)
            path = _modules.TryGetValue(module, out var known) ? known : _modules[module] = path;
        switch (item)
        {
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    WalkChild(entry.Value, Join(path, entry.Key.ToString() ?? ""));
                break;
            case Delegate { Target: { } target }:
                WalkChild(target, path);
                break;
            case ITuple tuple:
                for (var index = 0; index < tuple.Length; index++)
                    WalkChild(tuple[index], Join(path, $"{index}"));
                break;
            case IList list when list is not Array { Rank: > 1 }:
                for (var index = 0; index < list.Count; index++)
                    WalkChild(list[index], Join(path, $"{index}"));
                break;
        }

        if (CodeOrigins.Of(item.GetType().Assembly) is not CodeOrigin.Framework)
            WalkFields(item, path);
    }

    private void WalkFields(object item, string path)
    {
        for (var type = item.GetType(); type is not null && CodeOrigins.Of(type.Assembly) is not CodeOrigin.Framework; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (CanHold(field.FieldType))
                    WalkChild(field.GetValue(item), Join(path, Plain(field.Name)));
            }
        }
    }

    private void WalkChild(object? child, string path)
    {
        if (child is not null && CanHold(child.GetType()))
            Walk(child, path);
    }

    private static bool CanHold(Type type) =>
        !type.IsPrimitive && !type.IsEnum && !type.IsPointer && type != typeof(string)
        && !(type.IsArray && type.GetElementType() is { IsPrimitive: true })
        && !typeof(MemberInfo).IsAssignableFrom(type);

    /// <summary>The property's name of a backing field, the field's name without its underscore otherwise.</summary>
    private static string Plain(string field) =>
        field.StartsWith('<') ? field[1..Math.Max(1, field.IndexOf('>', StringComparison.Ordinal))] : field.TrimStart('_');

    private static string Join(string path, string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
}
