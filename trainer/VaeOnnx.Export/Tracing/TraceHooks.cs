using System.Reflection;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// What the thunks call. Outside a trace, or on another thread than the trace's, every call is plain: rewritten code that
/// outlives its trace behaves as the original.
/// </summary>
internal static class TraceHooks
{
    [ThreadStatic]
    private static TraceContext? _current;

    public static readonly MethodInfo PlanMethod = Hook(nameof(Plan));
    public static readonly MethodInfo EnterMethod = Hook(nameof(Enter));
    public static readonly MethodInfo LeaveMethod = Hook(nameof(Leave));
    public static readonly MethodInfo BeforeMethod = Hook(nameof(Before));
    public static readonly MethodInfo AfterMethod = Hook(nameof(After));
    public static readonly MethodInfo TracedDelegateMethod = Hook(nameof(TracedDelegate));
    public static readonly MethodInfo RunSequenceMethod = Hook(nameof(RunSequence));

    /// <summary>The trace that runs on this thread.</summary>
    public static TraceContext? Current
    {
        get => _current;
        set => _current = value;
    }

    public static CallPlan Plan(int site, object? receiver) =>
        _current is { } context ? context.Plan(CallThunk.Site(site), receiver) : CallPlan.Plain;

    public static void Enter(CallPlan plan, object? receiver) => _current?.Push(plan, receiver);

    public static void Leave(CallPlan plan) => _current?.Pop();

    public static PendingOperation? Before(CallPlan plan, object?[] arguments) => _current?.Before(plan, arguments);

    public static void After(PendingOperation? pending, object? result)
    {
        if (pending is not null)
            _current?.After(pending, result);
    }

    /// <summary>A delegate of user code that .NET's own code will call, made to run the rewritten method.</summary>
    public static Delegate? TracedDelegate(Delegate? original)
    {
        if (_current is null || original is null)
            return original;
        if (original.GetInvocationList() is { Length: > 1 } several)
            return Delegate.Combine([.. several.Select(TracedDelegate)]);
        var method = original.Method;
        if (!CallPolicy.IsTraceableDelegate(method))
            return original;
        var code = RewrittenMethod.OfDelegate(method).Code;
        return original.Target is null
            ? code.CreateDelegate(original.GetType())
            : code.CreateDelegate(original.GetType(), original.Target);
    }

    /// <summary>Runs a lazy sequence of user code or LINQ under the trace, before native or .NET code would run it unseen.</summary>
    public static IEnumerable<T>? RunSequence<T>(IEnumerable<T>? sequence)
    {
        if (_current is null || sequence is null || CodeOrigins.Of(sequence.GetType().Assembly) is not (CodeOrigin.User or CodeOrigin.Linq))
            return sequence;
        var toArray = new Func<IEnumerable<T>, T[]>(Enumerable.ToArray).Method;
        return RewrittenMethod.Of(toArray).Code.CreateDelegate<Func<IEnumerable<T>, T[]>>()(sequence);
    }

    private static MethodInfo Hook(string name) => typeof(TraceHooks).GetMethod(name, BindingFlags.Public | BindingFlags.Static)!;
}
