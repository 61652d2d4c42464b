using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <content>
/// Memory that changes in place. A graph has values only: a changed view is written back to what it is a view of at once, and
/// the other views are taken again when they are next used.
/// </content>
internal sealed partial class TraceContext
{
    private readonly Dictionary<nint, List<WeakReference<Tensor>>> _byStorage = [];

    private void PrepareChange(CallSite site, string operation, Tensor changed)
    {
        var place = Place(changed);
        if (place?.Memory.StoredName is { } stored)
        {
            throw Refuse(site, operation, $"It changes '{stored}' of the module in place, and a graph keeps no state.",
                "Call eval() if this is a running statistic; otherwise compute a new tensor.");
        }

        foreach (var memory in Sharers(changed).Select(sharer => sharer.Memory).Append(place?.Memory).OfType<SharedMemory>().Distinct())
            KeepConstants(memory);
    }

    /// <summary>Before memory is changed in place: the constants that were read from it keep what they were.</summary>
    private void KeepConstants(SharedMemory memory)
    {
        foreach (var constant in memory.Constants)
        {
            var copy = constant.Constant!.clone().DetachFromDisposeScope();
            _held.Add(copy);
            constant.Constant = copy;
        }

        memory.Constants.Clear();
    }

    /// <summary>After a tensor was changed in place: its new value, written back to all that it is a view of.</summary>
    private void Change(PendingOperation pending, Tensor changed, Tensor[] results)
    {
        var (record, before) = (pending.Record, Place(changed)!);
        var value = NewValue(changed, pending.FollowsInput);
        record.Results = [value];
        Records.Add(record);
        var place = before;
        if (TensorMemory.Of(changed) != pending.ChangedMemory)
            Bind(changed, place = Moved(pending, changed, before, value));
        else
            WriteBack(place, value, record.Method.Name);
        foreach (var tensor in results.Where(tensor => TensorMemory.Of(tensor) == TensorMemory.Of(changed)))
            Bind(tensor, place);
        LoseUnlinked(changed, place.Memory, record.Method.Name);
    }

    /// <summary>Operations such as unsqueeze_ change no element: the tensor becomes another view of its memory.</summary>
    private static TracedTensor Moved(PendingOperation pending, Tensor changed, TracedTensor before, TraceValue value)
    {
        var isView = TensorMemory.StorageOf(changed) == pending.ChangedMemory!.Value.Storage;
        return isView
            ? new TracedTensor(before.Memory, value, new ViewLink(before, new TensorView.Reshaped(IsSameShape: false), pending.Record))
            : new TracedTensor(new SharedMemory(), value, link: null);
    }

    private void WriteBack(TracedTensor place, TraceValue value, string operation)
    {
        var memory = place.Memory;
        memory.Changes++;
        Show(place, value);
        for (; place.Link is { } link; place = link.Source)
        {
            if (link.View.WriteBack(link.Source.Value, place.Value) is not { } step)
            {
                memory.Lost = $"{operation} changed a view of its memory in place, which was taken by {OperationNames.ForReader(link.Record.Method)}, and no operation of a graph writes that back.";
                return;
            }

            var source = link.Source;
            Show(source, Add(step, link.Record, source, source.Value.FollowsInput || place.Value.FollowsInput));
        }
    }

    /// <summary>The value that a tensor shows now; where its memory was changed through another view, it is taken again.</summary>
    private TraceValue Current(TracedTensor place, CallSite? site, string operation)
    {
        if (place.IsCurrent)
            return place.Value;
        if (place.Link is not { } link)
        {
            throw Refuse(site, operation, place.Memory.Lost!,
                "Use the operation that returns a new tensor instead of the in-place one.");
        }

        var source = Current(link.Source, site, operation);
        var step = link.View.Take(source)
            ?? throw Refuse(site, operation, $"Its memory was changed in place after {OperationNames.ForReader(link.Record.Method)} took it, which cannot be repeated.",
                "Take the view again after the change.");
        Show(place, Add(step, link.Record, place, source.FollowsInput));
        return place.Value;
    }

    private static void Show(TracedTensor place, TraceValue value)
    {
        place.Show(value);
        if (value.Constant is not null)
            place.Memory.Constants.Add(value);
    }

    /// <summary>Records an operation that the code did not call but its memory did.</summary>
    private TraceValue Add(ViewStep step, TraceRecord cause, TracedTensor place, bool followsInput)
    {
        var value = place.Value.Successor(_nextId++, followsInput, followsInput ? null : place.Alias);
        Records.Add(new TraceRecord
        {
            Operation = step.Operation,
            Method = cause.Method,
            Names = step.Names,
            Arguments = step.Arguments,
            ModulePath = cause.ModulePath,
            Location = cause.Location,
            Results = [value],
        });
        return value;
    }

    /// <summary>Tensors of the same memory that no operation connects with the changed one can no longer be told.</summary>
    private void LoseUnlinked(Tensor changed, SharedMemory memory, string operation)
    {
        foreach (var other in Sharers(changed).Select(sharer => sharer.Memory).Where(other => other != memory).Distinct())
        {
            other.Changes++;
            other.Lost = $"The tensor shares memory with one that {operation} changed in place, in a way that the trace could not see.";
        }
    }

    private void RememberStorage(Tensor tensor)
    {
        var storage = TensorMemory.StorageOf(tensor);
        if (!_byStorage.TryGetValue(storage, out var sharers))
            _byStorage[storage] = sharers = [];
        sharers.Add(new WeakReference<Tensor>(tensor));
    }

    /// <summary>The tensors alive that share the memory of one.</summary>
    private List<TracedTensor> Sharers(Tensor tensor)
    {
        List<TracedTensor> found = [];
        var storage = TensorMemory.StorageOf(tensor);
        if (storage == 0 || !_byStorage.TryGetValue(storage, out var candidates))
            return found;
        foreach (var candidate in candidates)
        {
            if (candidate.TryGetTarget(out var sharer) && !sharer.IsInvalid && TensorMemory.StorageOf(sharer) == storage && Place(sharer) is { } place)
                found.Add(place);
        }

        return found;
    }
}
