using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>One block of memory in one trace. Who changes a part of it changes what all its views show.</summary>
internal sealed class SharedMemory
{
    /// <summary>How often it was changed in place.</summary>
    public int Changes { get; set; }

    /// <summary>Why views that were not brought up to date can no longer be told; null where they can.</summary>
    public string? Lost { get; set; }

    /// <summary>The name of the stored tensor whose memory it is; null for memory of the trace's own.</summary>
    public string? StoredName { get; init; }

    /// <summary>Every constant that was read from it.</summary>
    public List<TraceValue> Constants { get; } = [];
}

/// <summary>What one tensor shows of a block of memory, and the value that it stood for when it was last looked at.</summary>
internal sealed class TracedTensor(SharedMemory memory, TraceValue value, ViewLink? link)
{
    public SharedMemory Memory { get; } = memory;

    /// <summary>Where it was taken from; null for the tensor that the memory was made for.</summary>
    public ViewLink? Link { get; } = link;

    /// <summary>A constant's live memory; null for what follows an input.</summary>
    public Tensor? Alias { get; } = value.Constant;

    public TraceValue Value { get; private set; } = value;

    public bool IsCurrent => Seen == Memory.Changes;

    private int Seen { get; set; } = memory.Changes;

    /// <summary>Takes the value that it stands for after all changes so far.</summary>
    public void Show(TraceValue value)
    {
        Value = value;
        Seen = Memory.Changes;
    }
}

/// <summary>A view's origin: the tensor that it shows a part of, which part, and the operation that took it.</summary>
internal sealed record ViewLink(TracedTensor Source, TensorView View, TraceRecord Record);
