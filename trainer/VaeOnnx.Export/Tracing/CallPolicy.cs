using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace VaeOnnx.Export.Tracing;

/// <summary>Which calls can matter to a trace, and which methods can be entered: what is known without running anything.</summary>
internal static class CallPolicy
{
    private static readonly ConcurrentDictionary<MethodBase, bool> Enterable = new();

    /// <summary>Whether a call must be decided when it is made. False only where nothing could be traced inside.</summary>
    public static bool NeedsThunk(CallSite site)
    {
        if (site.IsDelegateInvoke)
            return true;
        if (typeof(Delegate).IsAssignableFrom(site.Target.DeclaringType) || site.Target.DeclaringType!.IsArray || IsVarArgs(site.Target))
            return false;
        return CodeOrigins.Of(site.Target) switch
        {
            CodeOrigin.User => CanRun(site) && (site.IsVirtual || site.Target.GetMethodBody() is not null),
            CodeOrigin.TorchSharp => CanRun(site),
            CodeOrigin.Linq => !site.Target.IsAbstract || site.IsVirtual,
            CodeOrigin.Framework => FrameworkNeedsThunk(site),
            _ => false,
        };
    }

    /// <summary>Whether a method can be rewritten and contains anything worth it.</summary>
    public static bool IsEnterable(MethodBase method) => Enterable.GetOrAdd(method, static method =>
        CodeOrigins.Of(method) is CodeOrigin.User or CodeOrigin.TorchSharp or CodeOrigin.Linq
        && method.DeclaringType is not null
        && method.GetMethodBody()?.GetILAsByteArray() is { } il
        && IlInstruction.Decode(il).Any(instruction => instruction.OpCode.FlowControl == FlowControl.Call
            || instruction.OpCode == OpCodes.Newobj));

    /// <summary>Whether a delegate to the method can be traced through.</summary>
    public static bool IsTraceableDelegate(MethodBase method) =>
        method.DeclaringType is { IsValueType: false } && IsEnterable(method);

    /// <summary>Whether a method is compiled to run in pieces, later and elsewhere.</summary>
    public static bool IsAsync(MethodBase method)
    {
        const MethodImplAttributes runtimeAsync = (MethodImplAttributes)0x2000;
        return method.IsDefined(typeof(AsyncStateMachineAttribute)) || method.IsDefined(typeof(AsyncIteratorStateMachineAttribute)) || (method.MethodImplementationFlags & runtimeAsync) != 0;
    }

    public static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);

    /// <summary>T of an <see cref="IEnumerable{T}"/>; null for every other type.</summary>
    public static Type? SequenceElement(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>A static member of an interface has no receiver to dispatch on: left to the runtime, as are constructors of bases that are not objects.</summary>
    private static bool CanRun(CallSite site) =>
        !(site.Target.IsStatic && site.Target.IsAbstract)
        && !(site.IsNewObject && site.Target.DeclaringType == typeof(string))
        && site.Target.GetMethodBody() is not null | site.Target.IsAbstract | IsNative(site.Target) | site.IsVirtual;

    private static bool FrameworkNeedsThunk(CallSite site)
    {
        if (site.Target.IsStatic && site.Target.IsAbstract)
            return false;
        var receiver = site.Constrained ?? site.Target.DeclaringType!;
        var isOpen = site.IsVirtual && !receiver.IsValueType && !receiver.IsSealed;
        var isUserStruct = site.Constrained is { IsValueType: true } type && CodeOrigins.Of(type.Assembly) is not CodeOrigin.Framework;
        return isOpen || isUserStruct || site.Target.GetParameters().Any(parameter =>
            IsDelegate(parameter.ParameterType) || SequenceElement(parameter.ParameterType) is not null);
    }

    private static bool IsNative(MethodBase method) => (method.Attributes & MethodAttributes.PinvokeImpl) != 0;

    private static bool IsVarArgs(MethodBase method) => (method.CallingConvention & CallingConventions.VarArgs) != 0;
}
