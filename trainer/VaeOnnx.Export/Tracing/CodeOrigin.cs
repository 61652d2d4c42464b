using System.Reflection;
using TorchSharp;

namespace VaeOnnx.Export.Tracing;

/// <summary>Whose code a method is: that decides whether a trace looks inside.</summary>
internal enum CodeOrigin
{
    /// <summary>Anyone's code that is neither .NET's nor TorchSharp's: always entered.</summary>
    User,

    /// <summary>TorchSharp: recorded where an emitter is registered, entered down to such an operation otherwise.</summary>
    TorchSharp,

    /// <summary>LINQ and the core library of F#: entered, for the lambdas and iterators that they run.</summary>
    Linq,

    /// <summary>The rest of .NET: run as it is.</summary>
    Framework,

    /// <summary>The tracer's own hooks.</summary>
    Tracer,
}

/// <summary>Tells the origin of an assembly.</summary>
internal static class CodeOrigins
{
    // ECMA, Microsoft, .NET core library and .NET extension keys: what the shared framework is signed with.
    private static readonly HashSet<string> FrameworkKeys =
    [
        "B77A5C561934E089", "B03F5F7F11D50A3A", "7CEC85D7BEA7798E", "CC7B13FFCD2DDD51", "ADB9793829DDAE60", "31BF3856AD364E35",
    ];

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Assembly, object> Known = new();

    public static CodeOrigin Of(MethodBase method) => method.DeclaringType is { } type ? Of(type.Assembly) : CodeOrigin.Framework;

    public static CodeOrigin Of(Assembly assembly) => (CodeOrigin)Known.GetValue(assembly, key => Classify(key));

    private static CodeOrigin Classify(Assembly assembly)
    {
        if (assembly == typeof(torch).Assembly)
            return CodeOrigin.TorchSharp;
        if (assembly == typeof(TraceHooks).Assembly)
            return CodeOrigin.Tracer;
        // F#'s core library carries one of .NET's keys, and runs the functions that it is given as LINQ does.
        if (assembly == typeof(Enumerable).Assembly || assembly.GetName().Name == "FSharp.Core")
            return CodeOrigin.Linq;
        var key = Convert.ToHexString(assembly.GetName().GetPublicKeyToken() ?? []);
        return FrameworkKeys.Contains(key) ? CodeOrigin.Framework : CodeOrigin.User;
    }
}
