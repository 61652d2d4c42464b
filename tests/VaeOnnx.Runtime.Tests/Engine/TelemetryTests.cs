using System.Diagnostics;
using System.Diagnostics.Metrics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>What observers see of calls. That calls without observers allocate nothing is in <see cref="AllocationTests"/>.</summary>
[TestClass]
public sealed class TelemetryTests : IDisposable
{
    private const string Id = "observed-1";
    private readonly TestBundle _files = new(Id);

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void Meter_Calls_CountsCallsImagesAndSeconds()
    {
        var seen = new List<(string Name, double Value, string? Operation)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        using (var bundle = _files.Load(new RuntimeOptions { MaxBatch = 4 }))
        {
            bundle.Denoiser.Denoise(TinyImages.Bytes(9));
            bundle.Augmenter.Augment(TinyImages.Floats(2));
        }

        CollectionAssert.AreEqual(
            new[] { ("vaeonnx.calls", 1.0, "denoise"), ("vaeonnx.images", 9.0, "denoise"), ("vaeonnx.calls", 1.0, "augment"), ("vaeonnx.images", 2.0, "augment") },
            seen.Where(measurement => measurement.Name != RuntimeTelemetry.Duration).ToArray());
        var durations = seen.Where(measurement => measurement.Name == RuntimeTelemetry.Duration).ToList();
        CollectionAssert.AreEqual(new[] { "denoise", "augment" }, durations.Select(duration => duration.Operation).ToArray());
        Assert.IsTrue(durations.TrueForAll(duration => duration.Value is > 0 and < 60));

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
            if (values.GetValueOrDefault("vaeonnx.bundle") == Id)
                seen.Add((instrument.Name, value, values["vaeonnx.operation"]));
        }
    }

    [TestMethod]
    public void Activities_Call_NamesOperationBundleAndImages()
    {
        var activities = new List<Activity>();
        using var listener = Listen(activities);
        using var bundle = _files.Load();
        bundle.Classifier.Classify(TinyImages.Floats(3), new int[3]);
        var activity = activities.Single(activity => Equals(activity.GetTagItem("vaeonnx.bundle"), Id));
        Assert.AreEqual("vaeonnx.classify", activity.OperationName);
        Assert.AreEqual(3, activity.GetTagItem("vaeonnx.images"));
        Assert.AreEqual(ActivityStatusCode.Unset, activity.Status);
    }

    [TestMethod]
    public void Failure_OfTheEngine_IsCountedAndMarksTheActivity()
    {
        _files.Replace(GraphRole.Denoiser, FailingDenoiser());
        var activities = new List<Activity>();
        var failures = new List<string>();
        using var listener = Listen(activities);
        using var meters = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self) };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (instrument.Name == RuntimeTelemetry.Failures)
                failures.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        });
        meters.Start();
        using var bundle = _files.Load();
        var error = Assert.ThrowsExactly<InferenceException>(() => bundle.Denoiser.Denoise(TinyImages.Floats(1)));
        CollectionAssert.AreEqual(new[] { $"vaeonnx.provider=cpu error.type={error.Status}" }, failures);
        Assert.AreEqual("fail", error.Status);
        var activity = activities.Single(activity => Equals(activity.GetTagItem("vaeonnx.bundle"), Id));
        Assert.AreEqual((ActivityStatusCode.Error, "fail"), (activity.Status, activity.GetTagItem("error.type")));
    }

    /// <summary>Reshapes to 7 columns, which 25 pixels do not fill: found out only when it runs, as the batch is free.</summary>
    private static byte[] FailingDenoiser() => new TinyGraph((GraphMetadata.Role, "denoiser"), (GraphMetadata.BundleId, Id), (GraphMetadata.SchemaVersion, "1"))
        .Input(TinyModel.Images(TensorNames.Images)).Constant("seven", -1, 7).Constant("shape", -1, 1, TinyModel.Side, TinyModel.Side)
        .Node("Reshape", "odd", TensorNames.Images, "seven").Node("Reshape", TensorNames.Reconstruction, "odd", "shape")
        .Output(TinyModel.Images(TensorNames.Reconstruction)).ToBytes();

    private static ActivityListener Listen(List<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RuntimeTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == RuntimeTelemetry.MeterName)
            listener.EnableMeasurementEvents(instrument);
    }
}
