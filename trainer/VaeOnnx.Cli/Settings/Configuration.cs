using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VaeOnnx.Cli.Settings;

/// <summary>Everything that a configuration file can say: one section a command, and the data that they share.</summary>
internal sealed record Configuration
{
    [JsonPropertyName("$schema")]
    [Description("Where the description of this file is.")]
    public string? Schema { get; init; }

    [Description("The images of every training.")]
    public DataSettings Data { get; init; } = new();

    [Description("For train vae.")]
    public VaeSettings Vae { get; init; } = new();

    [Description("For train denoiser.")]
    public DenoiserSettings Denoiser { get; init; } = new();

    [Description("For train classifier.")]
    public ClassifierSettings Classifier { get; init; } = new();

    [Description("For demo.")]
    public DemoChoices Demo { get; init; } = new();

    [Description("For augment.")]
    public AugmentSettings Augment { get; init; } = new();

    [Description("For denoise.")]
    public DenoiseSettings Denoise { get; init; } = new();

    [Description("For sample.")]
    public SampleSettings Sample { get; init; } = new();

    [Description("For experiment augmentation.")]
    public AugmentationSettings Augmentation { get; init; } = new();

    [Description("For train warp.")]
    public WarpTrainingSettings WarpTraining { get; init; } = new();

    [Description("The warp-VAE of train warp and experiment augmentation.")]
    public WarpSettings Warp { get; init; } = new();

    [Description("For experiment denoising.")]
    public DenoisingSettings Denoising { get; init; } = new();

    [Description("For quantize.")]
    public QuantizeSettings Quantize { get; init; } = new();

    [Description("For evaluate.")]
    public EvaluateSettings Evaluate { get; init; } = new();

    [Description("For interpolate.")]
    public InterpolateSettings Interpolate { get; init; } = new();

    /// <summary>A file with every other setting at its default; null is the program's own choice.</summary>
    /// <param name="data">The images, relative to the file, and how they are read.</param>
    public static string Template(DataSettings data)
    {
        var configuration = new Configuration { Schema = ConfigSchema.FileName, Data = data };
        return JsonSerializer.Serialize(configuration, SettingsJson.Options) + "\n";
    }
}
