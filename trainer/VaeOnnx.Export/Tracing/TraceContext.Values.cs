using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <content>Which value each tensor stands for.</content>
internal sealed partial class TraceContext
{
    private readonly ConditionalWeakTable<Tensor, TracedTensor> _tensors = new();
    private readonly Dictionary<TensorMemory, TracedTensor> _storedByMemory = [];
    private readonly List<Tensor> _held = [];
    private int _nextId;

    public TraceValue AddInput(string name, Tensor tensor)
    {
        var value = new TraceValue(_nextId++, ValueOrigin.Input, tensor) { Name = name, FollowsInput = true };
        Bind(tensor, new TracedTensor(new SharedMemory(), value, link: null));
        return value;
    }

    /// <summary>The value of a tensor that the trace has met; null for one of unknown origin.</summary>
    public TraceValue? Find(Tensor tensor) => Place(tensor)?.Value;

    /// <summary>The value of a tensor that forward returned.</summary>
    public TraceValue FindOutput(Tensor tensor)
    {
        var place = Place(tensor) ?? throw Refuse(null, "", $"forward returns a tensor of shape [{string.Join(',', tensor.shape)}] that was made where the trace could not see it.",
            "Compute every output inside forward, on its own thread.");
        return Current(place, null, "");
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
            var place = new TracedTensor(new SharedMemory { StoredName = name }, value, link: null);
            Bind(tensor, place);
            _storedByMemory.TryAdd(TensorMemory.Of(tensor), place);
        }
    }

    private TracedTensor? Place(Tensor tensor)
    {
        if (_tensors.TryGetValue(tensor, out var place))
            return place;
        // Modules such as Embedding hand out a new object for the same parameter at each call.
        return !tensor.IsInvalid && _storedByMemory.TryGetValue(TensorMemory.Of(tensor), out var stored) ? stored : null;
    }

    private TraceValue Use(CallSite site, string operation, Tensor tensor)
    {
        if (tensor.IsInvalid)
            throw new ObjectDisposedException(operation, $"A tensor given to {operation} was disposed before.");
        var place = Place(tensor) ?? throw Refuse(site, operation,
            $"A tensor of shape [{string.Join(',', tensor.shape)}] given to it was made where the trace could not see it.",
            "Keep constants in fields of the module or register them as buffers, and compute everything else inside forward, on its own thread.");
        return Current(place, site, operation);
    }

    /// <summary>A new value of a tensor: the next number, as many traces of one program count alike.</summary>
    private TraceValue NewValue(Tensor tensor, bool followsInput) => new(_nextId++, ValueOrigin.Computed, tensor)
    {
        FollowsInput = followsInput,
        Constant = followsInput ? null : Hold(tensor),
        SameAs = followsInput ? null : _storedByMemory.GetValueOrDefault(TensorMemory.Of(tensor))?.Value,
    };

    /// <summary>Names the results of an operation; those that share memory with an argument are views of it.</summary>
    private TraceValue[] AddResults(PendingOperation pending, Tensor[] results)
    {
        TraceValue[] values = [.. results.Select(tensor => NewValue(tensor, pending.FollowsInput))];
        for (var index = 0; index < values.Length; index++)
        {
            var link = Link(pending, results, index);
            Bind(results[index], new TracedTensor(link?.Source.Memory ?? new SharedMemory(), values[index], link));
        }

        return values;
    }

    private ViewLink? Link(PendingOperation pending, Tensor[] results, int index)
    {
        var storage = TensorMemory.StorageOf(results[index]);
        var source = storage == 0 ? null : pending.Tensors.FirstOrDefault(tensor => !tensor.IsInvalid && TensorMemory.StorageOf(tensor) == storage);
        return source is not null && Place(source) is { } place
            ? new ViewLink(place, TensorViews.Of(pending.Record, source, results, index), pending.Record)
            : null;
    }

    private void Bind(Tensor tensor, TracedTensor place)
    {
        _tensors.AddOrUpdate(tensor, place);
        if (place.Value is { Origin: ValueOrigin.Computed, Constant: not null } constant)
            place.Memory.Constants.Add(constant);
        RememberStorage(tensor);
    }

    /// <summary>A reference to a constant's memory that outlives what the module does with its own.</summary>
    private Tensor Hold(Tensor tensor)
    {
        var held = tensor.alias().DetachFromDisposeScope();
        _held.Add(held);
        return held;
    }
}
