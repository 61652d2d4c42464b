using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace VaeOnnx.Export.Tracing;

/// <summary>The traced version of one method: the same IL, its calls led through thunks. Made once a process.</summary>
internal sealed class RewrittenMethod
{
    private static readonly ConcurrentDictionary<(RuntimeMethodHandle Method, RuntimeTypeHandle Type), Lazy<RewrittenMethod>> Cache = new();

    private static readonly ConcurrentDictionary<(RuntimeMethodHandle Method, RuntimeTypeHandle Type), Lazy<RewrittenMethod>> Calls = new();

    private RewrittenMethod(DynamicMethod code)
    {
        Code = code;
        EntryPoint = AddressOf(code);
    }

    /// <summary>Static, with the receiver as its first parameter.</summary>
    public DynamicMethod Code { get; }

    /// <summary>For <c>calli</c>; valid as long as <see cref="Code"/> is alive.</summary>
    public nint EntryPoint { get; }

    public static RewrittenMethod Of(MethodBase method) =>
        Cache.GetOrAdd((method.MethodHandle, method.DeclaringType!.TypeHandle), _ => new Lazy<RewrittenMethod>(() => Create(method))).Value;

    /// <summary>
    /// What a delegate to the method runs in a trace: the rewritten method, or, where the method is TorchSharp's, a call of it
    /// that is decided like any other.
    /// </summary>
    public static RewrittenMethod OfDelegate(MethodBase method) => CodeOrigins.Of(method) is CodeOrigin.TorchSharp
        ? CallOf(method)
        : Of(method);

    /// <summary>A call of the method from nowhere, decided like any other: where a trace starts.</summary>
    public static RewrittenMethod CallOf(MethodBase method) =>
        Calls.GetOrAdd((method.MethodHandle, method.DeclaringType!.TypeHandle), _ => new Lazy<RewrittenMethod>(() => CreateCall(method))).Value;

    private static RewrittenMethod CreateCall(MethodBase method) =>
        new(CallThunk.Create(new CallSite(method, 0, method, method.IsVirtual ? OpCodes.Callvirt : OpCodes.Call, constrained: null)));

    private static RewrittenMethod Create(MethodBase method)
    {
        // What the runtime does before the first call of a static method or constructor.
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(method.DeclaringType!.TypeHandle);
        return new RewrittenMethod(new MethodRewriter(method).Rewrite());
    }

    private static nint AddressOf(DynamicMethod code)
    {
        // ldftn of a DynamicMethod is open to DynamicILInfo only: ILGenerator refuses it.
        var getter = new DynamicMethod("address", typeof(nint), [], code.Module, skipVisibility: true);
        var info = getter.GetDynamicILInfo();
        byte[] il = [0xFE, 0x06, 0, 0, 0, 0, 0x2A];
        BitConverter.TryWriteBytes(il.AsSpan(2), info.GetTokenFor(code));
        info.SetCode(il, 1);
        info.SetLocalSignature(SignatureHelper.GetLocalVarSigHelper().GetSignature());
        return getter.CreateDelegate<Func<nint>>()();
    }
}
