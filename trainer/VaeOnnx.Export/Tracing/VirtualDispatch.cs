using System.Collections.Concurrent;
using System.Reflection;

namespace VaeOnnx.Export.Tracing;

/// <summary>Finds the method that a virtual call runs on a receiver of a given type.</summary>
internal static class VirtualDispatch
{
    private const BindingFlags AllInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<(MethodInfo Method, Type Receiver), MethodInfo?> Cache = new();

    /// <summary>The implementation, or null where reflection cannot tell.</summary>
    public static MethodInfo? Resolve(MethodInfo method, Type receiver) => Cache.GetOrAdd((method, receiver), static key => Find(key.Method, key.Receiver));

    private static MethodInfo? Find(MethodInfo method, Type receiver)
    {
        var generic = method is { IsGenericMethod: true, IsGenericMethodDefinition: false };
        var definition = generic ? method.GetGenericMethodDefinition() : method;
        var found = definition.DeclaringType!.IsInterface ? FindInInterface(definition, receiver) : FindOverride(definition, receiver);
        return found is not null && generic ? found.MakeGenericMethod(method.GetGenericArguments()) : found;
    }

    private static MethodInfo? FindOverride(MethodInfo method, Type receiver)
    {
        var root = method.GetBaseDefinition();
        for (var type = receiver; type is not null; type = type.BaseType)
        {
            var found = type.GetMethods(AllInstance | BindingFlags.DeclaredOnly)
                .FirstOrDefault(candidate => candidate.IsVirtual && candidate.GetBaseDefinition() == root);
            if (found is not null)
                return found;
        }

        return null;
    }

    private static MethodInfo? FindInInterface(MethodInfo method, Type receiver)
    {
        if (receiver.IsArray || receiver.IsInterface)
            return null;
        var declared = method.DeclaringType!;
        var implemented = receiver.GetInterfaces().FirstOrDefault(candidate => candidate == declared)
            ?? receiver.GetInterfaces().FirstOrDefault(declared.IsAssignableFrom);
        if (implemented is null)
            return null;
        var map = receiver.GetInterfaceMap(implemented);
        var index = Array.FindIndex(map.InterfaceMethods, candidate => candidate.MetadataToken == method.MetadataToken && candidate.Module == method.Module);
        return index < 0 ? null : map.TargetMethods[index];
    }
}
