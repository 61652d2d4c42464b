using System.Reflection;
using System.Reflection.Emit;

namespace VaeOnnx.Export.Tracing;

/// <summary>One call in a rewritten method: what is called, how, and where it stands.</summary>
internal sealed class CallSite(MethodBase caller, int ilOffset, MethodBase target, OpCode opCode, Type? constrained)
{
    /// <summary>The method that the call stands in.</summary>
    public MethodBase Caller { get; } = caller;

    /// <summary>Where in the caller's IL.</summary>
    public int IlOffset { get; } = ilOffset;

    /// <summary>The method that is named by the call; a virtual one may run another.</summary>
    public MethodBase Target { get; } = target;

    /// <summary>call, callvirt or newobj.</summary>
    public OpCode OpCode { get; } = opCode;

    /// <summary>The type of a constrained call.</summary>
    public Type? Constrained { get; } = constrained;

    public bool IsNewObject => OpCode == OpCodes.Newobj;

    /// <summary>Whether the receiver's type decides what runs.</summary>
    public bool IsVirtual => OpCode == OpCodes.Callvirt && Target is { IsVirtual: true, IsStatic: false };

    /// <summary>Whether the call is a delegate's Invoke.</summary>
    public bool IsDelegateInvoke => Target.Name == nameof(Action.Invoke) && typeof(Delegate).IsAssignableFrom(Target.DeclaringType);
}
