using System.Diagnostics;

namespace VaeOnnx.Runtime;

/// <summary>A call in flight that may be observed; dispose it to leave.</summary>
internal readonly ref struct ObservedCall
{
    private readonly CallGate.Call _call;
    private readonly Activity? _activity;
    private readonly Operation _operation;
    private readonly string _bundle;
    private readonly long _started;

    /// <param name="call">Left also when an observer throws.</param>
    /// <param name="operation">What it does.</param>
    /// <param name="bundle">The bundle's id.</param>
    /// <param name="images">How many images.</param>
    public ObservedCall(CallGate.Call call, Operation operation, string bundle, int images)
    {
        _call = call;
        _operation = operation;
        _bundle = bundle;
        try
        {
            if (Instruments.Calls.Enabled)
                Instruments.Calls.Add(1, OperationTag, BundleTag);
            if (Instruments.Images.Enabled)
                Instruments.Images.Add(images, OperationTag, BundleTag);
            if (Instruments.Activities.HasListeners())
                _activity = Start(operation, bundle, images);
            _started = Instruments.Duration.Enabled ? Stopwatch.GetTimestamp() : 0;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    private KeyValuePair<string, object?> OperationTag => new(Instruments.OperationTag, _operation.Name);

    private KeyValuePair<string, object?> BundleTag => new(Instruments.BundleTag, _bundle);

    public void Dispose()
    {
        try
        {
            if (_started != 0)
                Instruments.Duration.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, OperationTag, BundleTag);
            _activity?.Dispose();
        }
        finally
        {
            _call.Dispose();
        }
    }

    private static Activity? Start(Operation operation, string bundle, int images)
    {
        var activity = Instruments.Activities.StartActivity(operation.ActivityName);
        return activity is { IsAllDataRequested: true } ? activity.SetTag(Instruments.BundleTag, bundle).SetTag(Instruments.ImagesTag, images) : activity;
    }
}
