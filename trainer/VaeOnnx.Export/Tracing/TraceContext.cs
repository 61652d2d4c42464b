using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Export.Tracing;

/// <summary>One run of a module on sample inputs: decides what each call does and records the operations.</summary>
internal sealed partial class TraceContext : IDisposable
{
    private readonly Dictionary<(CallSite Site, MethodBase Method), CallPlan> _plans = [];
    private readonly List<Frame> _frames = [];
    private readonly ModuleNames _names;
    private readonly Func<string, bool> _hasEmitter;
    private readonly Func<MethodBase, string?> _customEmitter;
    private readonly int _opset;

    public TraceContext(ModuleNames names, Operators.OperatorTable table, int opset)
    {
        _names = names;
        _hasEmitter = table.Contains;
        _customEmitter = table.CustomKey;
        _opset = opset;
        RegisterStored();
    }

    private readonly record struct Frame(CallPlan Plan, object? Receiver);

    public List<TraceRecord> Records { get; } = [];

    /// <summary>The first refusal: it stands even where user code catches it.</summary>
    public ExportException? Refusal { get; private set; }

    public CallPlan Plan(CallSite site, object? receiver)
    {
        ThrowIfRefused();
        if (site.IsDelegateInvoke)
            return receiver is Delegate invoked ? PlanDelegate(site, invoked) : CallPlan.Plain;
        var method = Actual(site, receiver);
        if (method is null)
            return CallPlan.Plain;
        if (!_plans.TryGetValue((site, method), out var plan))
            _plans[(site, method)] = plan = Decide(site, method);
        return plan;
    }

    public void Push(CallPlan plan, object? receiver) => _frames.Add(new Frame(plan, receiver));

    public void Pop() => _frames.RemoveAt(_frames.Count - 1);

    private static MethodBase? Actual(CallSite site, object? receiver)
    {
        if (!site.IsVirtual)
            return site.Target;
        var type = receiver?.GetType() ?? (site.Constrained is { IsValueType: true } constrained ? constrained : null);
        return type is null ? null : VirtualDispatch.Resolve((MethodInfo)site.Target, type);
    }

    private CallPlan PlanDelegate(CallSite site, Delegate invoked)
    {
        var method = invoked.Method;
        if (invoked.GetInvocationList().Length != 1)
            return new CallPlan(CallKind.InvokeAll, site, method) { Target = TraceHooks.TracedDelegate(invoked) };
        if (!CallPolicy.IsTraceableDelegate(method))
            return CallPlan.Plain;
        RefuseAsync(site, method);
        return new CallPlan(invoked.Target is null ? CallKind.EnterOpen : CallKind.EnterClosed, site, method)
        {
            EntryPoint = RewrittenMethod.OfDelegate(method).EntryPoint,
            Target = invoked.Target,
        };
    }

    private CallPlan Decide(CallSite site, MethodBase method)
    {
        if (_customEmitter(method) is { } custom)
            return new CallPlan(CallKind.Record, site, method) { Operation = custom };
        switch (CodeOrigins.Of(method))
        {
            case CodeOrigin.TorchSharp:
                return DecideTorch(site, method);
            case CodeOrigin.User or CodeOrigin.Linq when CallPolicy.IsEnterable(method):
                RefuseAsync(site, method);
                return Enter(site, method);
            default:
                return CallPlan.Plain;
        }
    }

    private CallPlan DecideTorch(CallSite site, MethodBase method)
    {
        if (TorchPolicy.IsPlain(method))
            return CallPlan.Plain;
        var operation = EmitterOf(method);
        if (operation is not null || TorchPolicy.IsOperation(method) || TorchPolicy.IsRandom(method))
            return new CallPlan(CallKind.Record, site, method) { Operation = operation };
        return CallPolicy.IsEnterable(method) ? Enter(site, method) : CallPlan.Plain;
    }

    /// <summary>The operation's key, if an emitter is registered; the static forms in <c>torch</c> only where they are not made of others.</summary>
    private string? EmitterOf(MethodBase method)
    {
        if (method.DeclaringType == typeof(torch) && !TorchPolicy.IsOperation(method))
            return null;
        var name = OperationNames.Of(method);
        if (_hasEmitter(name))
            return name;
        var plain = name.TrimEnd('_');
        return TorchPolicy.ChangesInPlace(method) && _hasEmitter(plain) ? plain : null;
    }

    private static CallPlan Enter(CallSite site, MethodBase method) =>
        new(CallKind.Enter, site, method) { EntryPoint = RewrittenMethod.Of(method).EntryPoint };

    private void RefuseAsync(CallSite site, MethodBase method)
    {
        if (CallPolicy.IsAsync(method))
            throw Refuse(site, CodeNames.Of(method), "It is async, and a graph has no later.", "Make the method synchronous.");
    }
}
