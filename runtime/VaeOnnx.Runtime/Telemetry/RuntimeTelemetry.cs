namespace VaeOnnx.Runtime;

/// <summary>
/// The names under which calls can be observed, as by <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry. Nothing is measured, and nothing
/// allocated, while nobody listens. Measurements carry the tags <c>vaeonnx.operation</c> (such as <c>denoise</c>) and <c>vaeonnx.bundle</c> (the bundle's id).
/// </summary>
public static class RuntimeTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: one activity a call, named after the operation, such as <c>vaeonnx.denoise</c>.</summary>
    public const string ActivitySourceName = "VaeOnnx.Runtime";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of the instruments below.</summary>
    public const string MeterName = "VaeOnnx.Runtime";

    /// <summary>A counter of the calls that began.</summary>
    public const string Calls = "vaeonnx.calls";

    /// <summary>A counter of the images, or latents, that the calls were given or asked for.</summary>
    public const string Images = "vaeonnx.images";

    /// <summary>A histogram of how long calls took, in seconds, whether they succeeded or not.</summary>
    public const string Duration = "vaeonnx.call.duration";

    /// <summary>A counter of the runs in which the engine failed; its tags are <c>vaeonnx.provider</c> and <c>error.type</c>, the engine's status such as <c>fail</c>.</summary>
    public const string Failures = "vaeonnx.failures";
}
