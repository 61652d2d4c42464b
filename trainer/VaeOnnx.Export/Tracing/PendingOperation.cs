using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>An operation between its start and its end.</summary>
internal sealed class PendingOperation(TraceRecord record, Tensor? changed, bool followsInput)
{
    public TraceRecord Record { get; } = record;

    /// <summary>The tensor that the operation changes in place; null for the others.</summary>
    public Tensor? Changed { get; } = changed;

    public bool FollowsInput { get; } = followsInput;
}
