using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <content>Which value each tensor stands for.</content>
internal sealed partial class TraceContext
{
    private readonly ConditionalWeakTable<Tensor, TraceValue> _values = new();
    private readonly Dictionary<nint, List<WeakReference<Tensor>>> _byStorage = [];
    private readonly Dictionary<TensorMemory, TraceValue> _storedByMemory = [];
    private readonly List<Tensor> _held = [];
    private int _nextId;

    public TraceValue AddInput(string name, Tensor tensor)
    {
        var value = new TraceValue(_nextId++, ValueOrigin.Input, tensor) { Name = name, FollowsInput = true };
        Bind(tensor, value);
        return value;
    }

    /// <summary>The value of a tensor that the trace has met; null for one of unknown origin.</summary>
    public TraceValue? Find(Tensor tensor)
    {
        if (_values.TryGetValue(tensor, out var value))
            return value;
        // Modules such as Embedding hand out a new object for the same parameter at each call.
        return !tensor.IsInvalid && _storedByMemory.TryGetValue(TensorMemory.Of(tensor), out var stored) ? stored : null;
    }

    /// <summary>The value of a tensor that forward returned.</summary>
    public TraceValue FindOutput(Tensor tensor)
    {
        var value = Find(tensor) ?? throw Refuse(null, "", $"forward returns a tensor of shape [{string.Join(',', tensor.shape)}] that was made where the trace could not see it.",
            "Compute every output inside forward, on its own thread.");
        return value.Stale is null ? value : throw Refuse(null, "", value.Stale, "Use the operation that returns a new tensor instead of the in-place one.");
    }

    public void Dispose()
    {
        foreach (var tensor in _held)
            tensor.Dispose();
        _held.Clear();
    }

    private void RegisterStored()
    {
        foreach (var (name, tensor) in _names.Tensors)
        {
            var value = new TraceValue(_nextId++, ValueOrigin.Stored, tensor) { Name = name, Constant = tensor };
            Bind(tensor, value);
            _storedByMemory.TryAdd(TensorMemory.Of(tensor), value);
        }
    }

    private void Bind(Tensor tensor, TraceValue value)
    {
        _values.AddOrUpdate(tensor, value);
        var storage = TensorMemory.Of(tensor).Storage;
        if (!_byStorage.TryGetValue(storage, out var sharers))
            _byStorage[storage] = sharers = [];
        sharers.Add(new WeakReference<Tensor>(tensor));
    }

    private TraceValue Use(CallSite site, string operation, Tensor tensor)
    {
        if (tensor.IsInvalid)
            throw new ObjectDisposedException(operation, $"A tensor given to {operation} was disposed before.");
        var value = Find(tensor) ?? throw Refuse(site, operation,
            $"A tensor of shape [{string.Join(',', tensor.shape)}] given to it was made where the trace could not see it.",
            "Keep constants in fields of the module or register them as buffers, and compute everything else inside forward, on its own thread.");
        return value.Stale is null ? value : throw Refuse(site, operation, value.Stale, "Use the operation that returns a new tensor instead of the in-place one.");
    }

    private TraceValue AddResult(Tensor tensor, bool followsInput)
    {
        var memory = TensorMemory.Of(tensor);
        if (!followsInput && _storedByMemory.TryGetValue(memory, out var stored))
        {
            Bind(tensor, stored);
            return stored;
        }

        var value = new TraceValue(_nextId++, ValueOrigin.Computed, tensor)
        {
            FollowsInput = followsInput,
            Constant = followsInput ? null : Hold(tensor),
        };
        Bind(tensor, value);
        return value;
    }

    /// <summary>A reference to a constant's memory that outlives what the module does with its own.</summary>
    private Tensor Hold(Tensor tensor)
    {
        var held = tensor.alias().DetachFromDisposeScope();
        _held.Add(held);
        return held;
    }

    /// <summary>Before a constant is changed in place: whoever holds the same memory keeps what it was.</summary>
    private void KeepConstants(Tensor changed)
    {
        foreach (var sharer in Sharers(changed))
        {
            if (_values.TryGetValue(sharer, out var value) && value is { Origin: ValueOrigin.Computed, Constant: { } constant })
            {
                var copy = constant.clone().DetachFromDisposeScope();
                _held.Add(copy);
                value.Constant = copy;
            }
        }
    }

    /// <summary>After a tensor was changed in place: its twins follow it, other views of its memory are out of date.</summary>
    private TraceValue Change(Tensor changed, bool followsInput, string operation)
    {
        var value = new TraceValue(_nextId++, ValueOrigin.Computed, changed)
        {
            FollowsInput = followsInput,
            Constant = followsInput ? null : Hold(changed),
        };
        var memory = TensorMemory.Of(changed);
        foreach (var sharer in Sharers(changed))
        {
            if (TensorMemory.Of(sharer) == memory)
                _values.AddOrUpdate(sharer, value);
            else if (_values.TryGetValue(sharer, out var stale))
                stale.Stale = $"The tensor shares memory with one that {operation} changed in place, and a graph has no shared memory.";
        }

        return value;
    }

    private List<Tensor> Sharers(Tensor tensor)
    {
        List<Tensor> found = [];
        if (!_byStorage.TryGetValue(TensorMemory.Of(tensor).Storage, out var candidates))
            return found;
        foreach (var candidate in candidates)
        {
            if (candidate.TryGetTarget(out var sharer) && !sharer.IsInvalid && TensorMemory.Of(sharer).Storage == TensorMemory.Of(tensor).Storage)
                found.Add(sharer);
        }

        return found;
    }
}
