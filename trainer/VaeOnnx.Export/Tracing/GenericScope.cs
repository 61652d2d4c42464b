using System.Reflection;

namespace VaeOnnx.Export.Tracing;

/// <summary>Resolves the metadata tokens of one method body, with the method's own generic arguments in place.</summary>
internal sealed class GenericScope(MethodBase method)
{
    private readonly Type[]? _typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
    private readonly Type[]? _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;

    public MethodBase Method(int token) => method.Module.ResolveMethod(token, _typeArguments, _methodArguments)
        ?? throw new BadImageFormatException($"Token 0x{token:x8} of {method} is not a method.");

    public FieldInfo Field(int token) => method.Module.ResolveField(token, _typeArguments, _methodArguments)
        ?? throw new BadImageFormatException($"Token 0x{token:x8} of {method} is not a field.");

    public Type Type(int token) => method.Module.ResolveType(token, _typeArguments, _methodArguments);

    public MemberInfo Member(int token) => method.Module.ResolveMember(token, _typeArguments, _methodArguments)
        ?? throw new BadImageFormatException($"Token 0x{token:x8} of {method} is not a member.");

    public string String(int token) => method.Module.ResolveString(token);
}
