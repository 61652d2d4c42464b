using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>An operation between its start and its end.</summary>
internal sealed class PendingOperation(TraceRecord record, IReadOnlyList<Tensor> tensors, Tensor? changed, bool followsInput)
{
    public TraceRecord Record { get; } = record;

    /// <summary>All tensors among the arguments.</summary>
    public IReadOnlyList<Tensor> Tensors { get; } = tensors;

    /// <summary>The tensor that the operation changes in place; null for the others.</summary>
    public Tensor? Changed { get; } = changed;

    /// <summary>Where the changed tensor lay before.</summary>
    public TensorMemory? ChangedMemory { get; } = changed is null ? null : TensorMemory.Of(changed);

    public bool FollowsInput { get; } = followsInput;
}
