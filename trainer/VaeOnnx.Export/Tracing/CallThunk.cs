using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// Stands in for one call: takes the same stack, asks <see cref="TraceHooks.Plan"/> what the call does this time, does it, and
/// leaves the same result. Written per call site, so that the site is known without a look at the stack.
/// </summary>
internal sealed class CallThunk
{
    private static readonly ConcurrentDictionary<int, CallSite> Sites = new();
    private static int _nextSite;

    private readonly CallSite _site;
    private readonly int _id;
    private readonly Type[] _parameters;
    private readonly Type _result;
    private readonly DynamicMethod _code;
    private readonly ILGenerator _il;
    private readonly LocalBuilder _plan;
    private readonly LocalBuilder? _value;

    private CallThunk(CallSite site)
    {
        _site = site;
        _id = Interlocked.Increment(ref _nextSite);
        Sites[_id] = site;
        _parameters = StackTypes(site);
        _result = site.IsNewObject ? site.Target.DeclaringType! : MethodRewriter.ReturnType(site.Target);
        _code = new DynamicMethod($"call {site.Target.Name}", _result, _parameters, site.Caller.Module, skipVisibility: true);
        _il = _code.GetILGenerator();
        _plan = _il.DeclareLocal(typeof(CallPlan));
        _value = _result == typeof(void) ? null : _il.DeclareLocal(_result);
    }

    public static DynamicMethod Create(CallSite site)
    {
        var thunk = new CallThunk(site);
        thunk.Write();
        return thunk._code;
    }

    public static CallSite Site(int id) => Sites[id];

    private static Type[] StackTypes(CallSite site)
    {
        if (site.IsNewObject)
            return [.. site.Target.GetParameters().Select(parameter => parameter.ParameterType)];
        var parameters = MethodRewriter.ParameterTypes(site.Target);
        if (site.Constrained is not null)
            parameters[0] = site.Constrained.MakeByRefType();
        return parameters;
    }

    private void Write()
    {
        WritePlan();
        var plain = _il.DefineLabel();
        var branches = Kinds().ToDictionary(kind => kind, _ => _il.DefineLabel());
        _il.Emit(OpCodes.Ldloc, _plan);
        _il.Emit(OpCodes.Ldfld, typeof(CallPlan).GetField(nameof(CallPlan.Kind))!);
        _il.Emit(OpCodes.Switch, [.. Enum.GetValues<CallKind>().Select(kind => branches.GetValueOrDefault(kind, plain))]);
        _il.MarkLabel(plain);
        WritePlainCall();
        WriteReturn();
        foreach (var (kind, label) in branches)
        {
            _il.MarkLabel(label);
            WriteBranch(kind);
            WriteReturn();
        }
    }

    /// <summary>What this call can turn out to be, beside a plain call.</summary>
    private CallKind[] Kinds()
    {
        if (_site.IsDelegateInvoke)
            return [CallKind.EnterClosed, CallKind.EnterOpen, CallKind.InvokeAll];
        return CodeOrigins.Of(_site.Target) is CodeOrigin.Linq ? [CallKind.Enter] : [CallKind.Enter, CallKind.Record];
    }

    private void WritePlan()
    {
        _il.Emit(OpCodes.Ldc_I4, _id);
        WriteReceiver();
        _il.Emit(OpCodes.Call, TraceHooks.PlanMethod);
        _il.Emit(OpCodes.Stloc, _plan);
    }

    /// <summary>The receiver as an object where it is one, null otherwise.</summary>
    private void WriteReceiver()
    {
        if (_site.IsNewObject || _site.Target.IsStatic)
        {
            _il.Emit(OpCodes.Ldnull);
        }
        else if (!_parameters[0].IsByRef)
        {
            _il.Emit(OpCodes.Ldarg_0);
        }
        else if (_site.Constrained is { IsValueType: false } type)
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldobj, type);
        }
        else
        {
            _il.Emit(OpCodes.Ldnull);
        }
    }

    private void WritePlainCall()
    {
        if (CodeOrigins.Of(_site.Target) is CodeOrigin.Framework)
            WriteArgumentGuards();
        WriteOriginalCall();
    }

    private void WriteOriginalCall()
    {
        WriteArguments(0);
        if (_site.Constrained is not null)
            _il.Emit(OpCodes.Constrained, _site.Constrained);
        if (_site.Target is ConstructorInfo constructor)
            _il.Emit(_site.OpCode, constructor);
        else
            _il.Emit(_site.OpCode, (MethodInfo)_site.Target);
        Store();
    }

    /// <summary>Before .NET's own code runs with them: delegates of user code are traced, lazy sequences are run.</summary>
    private void WriteArgumentGuards()
    {
        for (var index = 0; index < _parameters.Length; index++)
        {
            var type = _parameters[index];
            if (type.IsByRef || (index == 0 && !_site.IsNewObject && !_site.Target.IsStatic))
                continue;
            var guard = CallPolicy.IsDelegate(type) ? TraceHooks.TracedDelegateMethod
                : CallPolicy.SequenceElement(type) is { } element ? TraceHooks.RunSequenceMethod.MakeGenericMethod(element)
                : null;
            if (guard is null)
                continue;
            _il.Emit(OpCodes.Ldarg, (short)index);
            _il.Emit(OpCodes.Call, guard);
            _il.Emit(OpCodes.Castclass, type);
            _il.Emit(OpCodes.Starg, (short)index);
        }
    }

    private void WriteBranch(CallKind kind)
    {
        if (kind == CallKind.Record)
        {
            WriteRecordedCall();
            return;
        }

        _il.BeginExceptionBlock();
        _il.Emit(OpCodes.Ldloc, _plan);
        WriteReceiver();
        _il.Emit(OpCodes.Call, TraceHooks.EnterMethod);
        if (_site.IsNewObject)
            WriteEnteredConstructor();
        else
            WriteEnteredCall(kind);
        _il.BeginFinallyBlock();
        _il.Emit(OpCodes.Ldloc, _plan);
        _il.Emit(OpCodes.Call, TraceHooks.LeaveMethod);
        _il.EndExceptionBlock();
    }

    private void WriteEnteredCall(CallKind kind)
    {
        switch (kind)
        {
            case CallKind.Enter:
                WriteEnteredReceiver();
                WriteIndirectCall(_result, EnteredTypes());
                break;
            case CallKind.InvokeAll:
                _il.Emit(OpCodes.Ldloc, _plan);
                _il.Emit(OpCodes.Ldfld, typeof(CallPlan).GetField(nameof(CallPlan.Target))!);
                _il.Emit(OpCodes.Castclass, _parameters[0]);
                WriteArguments(1);
                _il.Emit(OpCodes.Callvirt, (MethodInfo)_site.Target);
                break;
            case CallKind.EnterClosed:
                _il.Emit(OpCodes.Ldloc, _plan);
                _il.Emit(OpCodes.Ldfld, typeof(CallPlan).GetField(nameof(CallPlan.Target))!);
                WriteArguments(1);
                WriteIndirectCall(_result, [typeof(object), .. _parameters[1..]]);
                break;
            default:
                WriteArguments(1);
                WriteIndirectCall(_result, _parameters[1..]);
                break;
        }

        Store();
    }

    /// <summary>
    /// Whether a constrained call passes an object instead of an address: on a reference type, and on a struct that leaves the method to
    /// its interface, which the runtime boxes.
    /// </summary>
    private bool PassesObject => _site.Constrained is { } type
        && (!type.IsValueType || VirtualDispatch.Resolve((MethodInfo)_site.Target, type)?.DeclaringType is { IsValueType: false });

    private void WriteEnteredReceiver()
    {
        if (PassesObject)
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldobj, _site.Constrained!);
            _il.Emit(OpCodes.Box, _site.Constrained!);
            WriteArguments(1);
        }
        else
        {
            WriteArguments(0);
        }
    }

    private Type[] EnteredTypes() => PassesObject ? [typeof(object), .. _parameters[1..]] : _parameters;

    private void WriteEnteredConstructor()
    {
        var type = _site.Target.DeclaringType!;
        if (type.IsValueType)
        {
            _il.Emit(OpCodes.Ldloca, _value!);
            _il.Emit(OpCodes.Initobj, type);
            _il.Emit(OpCodes.Ldloca, _value!);
        }
        else
        {
            _il.Emit(OpCodes.Ldtoken, type);
            _il.Emit(OpCodes.Call, typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!);
            _il.Emit(OpCodes.Call, typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.GetUninitializedObject))!);
            _il.Emit(OpCodes.Castclass, type);
            _il.Emit(OpCodes.Stloc, _value!);
            _il.Emit(OpCodes.Ldloc, _value!);
        }

        WriteArguments(0);
        WriteIndirectCall(typeof(void), [type.IsValueType ? type.MakeByRefType() : type, .. _parameters]);
    }

    private void WriteIndirectCall(Type result, Type[] types)
    {
        _il.Emit(OpCodes.Ldloc, _plan);
        _il.Emit(OpCodes.Ldfld, typeof(CallPlan).GetField(nameof(CallPlan.EntryPoint))!);
        _il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, result, types, null);
    }

    private void WriteRecordedCall()
    {
        var pending = _il.DeclareLocal(typeof(PendingOperation));
        WriteSequenceRuns();
        _il.Emit(OpCodes.Ldloc, _plan);
        WriteBoxedArguments();
        _il.Emit(OpCodes.Call, TraceHooks.BeforeMethod);
        _il.Emit(OpCodes.Stloc, pending);
        WriteOriginalCall();
        _il.Emit(OpCodes.Ldloc, pending);
        WriteBoxed(_value is null ? null : () => _il.Emit(OpCodes.Ldloc, _value), () => _il.Emit(OpCodes.Ldloca, _value!), _result);
        _il.Emit(OpCodes.Call, TraceHooks.AfterMethod);
    }

    private void WriteSequenceRuns()
    {
        for (var index = 0; index < _parameters.Length; index++)
        {
            if (CallPolicy.SequenceElement(_parameters[index]) is not { } element)
                continue;
            _il.Emit(OpCodes.Ldarg, (short)index);
            _il.Emit(OpCodes.Call, TraceHooks.RunSequenceMethod.MakeGenericMethod(element));
            _il.Emit(OpCodes.Castclass, _parameters[index]);
            _il.Emit(OpCodes.Starg, (short)index);
        }
    }

    private void WriteBoxedArguments()
    {
        _il.Emit(OpCodes.Ldc_I4, _parameters.Length);
        _il.Emit(OpCodes.Newarr, typeof(object));
        for (var index = 0; index < _parameters.Length; index++)
        {
            var position = (short)index;
            _il.Emit(OpCodes.Dup);
            _il.Emit(OpCodes.Ldc_I4, index);
            WriteBoxed(() => _il.Emit(OpCodes.Ldarg, position), () => _il.Emit(OpCodes.Ldarga, position), _parameters[index]);
            _il.Emit(OpCodes.Stelem_Ref);
        }
    }

    /// <summary>Leaves a value as an object: spans as arrays of their elements, references as what they point at.</summary>
    private void WriteBoxed(Action? load, Action loadAddress, Type type)
    {
        if (load is null || type.IsPointer || (type.IsByRef && type.GetElementType()!.IsByRefLike))
        {
            _il.Emit(OpCodes.Ldnull);
        }
        else if (type.IsByRef)
        {
            load();
            _il.Emit(OpCodes.Ldobj, type.GetElementType()!);
            _il.Emit(OpCodes.Box, type.GetElementType()!);
        }
        else if (type.IsByRefLike)
        {
            WriteSpanArray(loadAddress, type);
        }
        else
        {
            load();
            _il.Emit(OpCodes.Box, type);
        }
    }

    private void WriteSpanArray(Action loadAddress, Type type)
    {
        if (type.GetMethod("ToArray", []) is { } toArray)
        {
            loadAddress();
            _il.Emit(OpCodes.Call, toArray);
        }
        else
        {
            _il.Emit(OpCodes.Ldnull);
        }
    }

    private void WriteArguments(int from)
    {
        for (var index = from; index < _parameters.Length; index++)
            _il.Emit(OpCodes.Ldarg, (short)index);
    }

    private void Store()
    {
        if (_value is not null)
            _il.Emit(OpCodes.Stloc, _value);
    }

    private void WriteReturn()
    {
        if (_value is not null)
            _il.Emit(OpCodes.Ldloc, _value);
        _il.Emit(OpCodes.Ret);
    }
}
