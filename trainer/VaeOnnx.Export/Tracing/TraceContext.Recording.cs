using System.Reflection;
using TorchSharp;
using VaeOnnx.Export.Operators;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <content>Recording operations.</content>
internal sealed partial class TraceContext
{
    public PendingOperation Before(CallPlan plan, object?[] arguments)
    {
        ThrowIfRefused();
        var (site, method) = (plan.Site!, plan.Method!);
        var operation = UserOperation(method);
        if (TorchPolicy.IsRandom(method))
        {
            throw Refuse(site, operation, "It draws random numbers, and a graph must give the same result every time.",
                "Make the noise an input of forward.");
        }

        var names = Names(site, method);
        RefuseTraining(site, operation, names, arguments);
        var snapshot = arguments.Select(argument => ArgumentSnapshot.Take(argument, tensor => Use(site, operation, tensor))).ToArray();
        var follows = ArgumentSnapshot.Values(snapshot).Any(value => value.FollowsInput);
        if (follows && plan.Operation is null)
            throw RefuseUnknown(site, method, operation);
        var changed = Changed(method, names, arguments);
        if (changed is not null)
            PrepareChange(site, operation, changed);
        var location = UserLocation(site);
        var record = new TraceRecord
        {
            Operation = plan.Operation,
            Method = method,
            Names = names,
            Arguments = snapshot,
            ModulePath = PathOfReceiver(arguments) ?? ModulePath(),
            Location = location,
        };
        return new PendingOperation(record, [.. arguments.SelectMany(ArgumentSnapshot.Tensors)], changed, follows);
    }

    public void After(PendingOperation pending, object? result)
    {
        var record = pending.Record;
        // MultiheadAttention without weights returns an empty handle in their place.
        var results = ArgumentSnapshot.Tensors(result).Where(tensor => !tensor.IsInvalid).ToArray();
        if (pending.Changed is { IsInvalid: false } changed)
        {
            Change(pending, changed, results);
            return;
        }

        record.Results = AddResults(pending, results);
        if (results.Length > 0)
            Records.Add(record);
    }

    private static string[] Names(CallSite site, MethodBase method)
    {
        var names = method.GetParameters().Select(parameter => parameter.Name ?? "");
        return [.. site.IsNewObject || method.IsStatic ? names : names.Prepend("this")];
    }

    private void RefuseTraining(CallSite site, string operation, string[] names, object?[] arguments)
    {
        var index = Array.FindIndex(names, name => name is "training" or "use_input_stats");
        // A normalization without running statistics takes those of its input in use too, and keeps none.
        var statistics = Array.IndexOf(names, "running_mean");
        var isStateless = statistics >= 0 && arguments[statistics] is null;
        if (index >= 0 && arguments[index] is true && !isStateless)
        {
            throw Refuse(site, operation, "The module is in training mode, where it does something else than in use.",
                "Call eval() before the export.");
        }
    }

    private ExportException RefuseUnknown(CallSite site, MethodBase method, string operation)
    {
        var yieldsTensor = method is MethodInfo info && (typeof(Tensor).IsAssignableFrom(info.ReturnType) || info.ReturnType.Name.Contains("Tuple", StringComparison.Ordinal)
            || info.ReturnType == typeof(Tensor[]) || info.ReturnType == typeof(void));
        return yieldsTensor
            ? Refuse(site, operation, "It has no emitter.", NearestAlternatives.Of(OperationNames.Of(method)))
            : Refuse(site, operation, "It reads the values of a tensor that follows from the inputs, and a graph cannot branch on them.",
                "Express the choice with torch.where, or compute with the tensor itself.");
    }

    private static Tensor? Changed(MethodBase method, string[] names, object?[] arguments)
    {
        var inplace = Array.IndexOf(names, "inplace");
        return TorchPolicy.ChangesInPlace(method) || (inplace >= 0 && arguments[inplace] is true)
            ? arguments.OfType<Tensor>().FirstOrDefault()
            : null;
    }
}
