using System.Reflection;

namespace VaeOnnx.Export.Tracing;

/// <summary>What a call does in a trace.</summary>
internal enum CallKind
{
    /// <summary>Run as written.</summary>
    Plain,

    /// <summary>Run the rewritten version of the method.</summary>
    Enter,

    /// <summary>Run the rewritten version of a delegate's method on the delegate's target.</summary>
    EnterClosed,

    /// <summary>Run the rewritten version of a delegate's method, which has no target.</summary>
    EnterOpen,

    /// <summary>Call a delegate to several methods whose methods are the rewritten ones.</summary>
    InvokeAll,

    /// <summary>Run as written and record as an operation.</summary>
    Record,
}

/// <summary>The decision on one call, taken when it is made. The thunks read its fields.</summary>
internal sealed class CallPlan(CallKind kind, CallSite? site, MethodBase? method)
{
    public static readonly CallPlan Plain = new(CallKind.Plain, null, null);

    public readonly CallKind Kind = kind;

    /// <summary>The rewritten method's code, for the entering kinds.</summary>
    public nint EntryPoint;

    /// <summary>The delegate's target, for <see cref="CallKind.EnterClosed"/>; the delegate itself, for <see cref="CallKind.InvokeAll"/>.</summary>
    public object? Target;

    public CallSite? Site { get; } = site;

    /// <summary>The method that runs, after virtual dispatch.</summary>
    public MethodBase? Method { get; } = method;

    /// <summary>The operation's name in the operator table, for <see cref="CallKind.Record"/>.</summary>
    public string? Operation { get; init; }
}
