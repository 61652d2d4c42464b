using VaeOnnx.Export;

namespace VaeOnnx.Cli.Settings;

/// <summary>How a bundle becomes int8.</summary>
internal sealed record QuantizeSettings
{
    [Setting("The images that the bundle was trained on: some calibrate, the held-out ones judge. Without it the bundle's few probes calibrate, and nothing is judged.", Value = "PATH", IsPath = true)]
    public string? Data { get; init; }

    [Setting("How many training images the ranges are taken from.", Value = "N", Min = 1)]
    public int Calibration { get; init; } = 512;

    [Setting("Chooses them, and draws the noise that goes with them.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("The integers of activations.")]
    public ActivationType Activations { get; init; } = ActivationType.UInt8;

    [Setting("How ranges are taken from values.")]
    public RangeMethod Ranges { get; init; } = RangeMethod.MinMax;

    [Setting("PSNR on validation images, in dB, that may be lost before layers go back to float32, the most sensitive first.", Value = "X", Min = 0)]
    public double MaxPsnrLoss { get; init; } = 0.1;

    [Setting("The same for accuracy, in percentage points.", Value = "X", Min = 0)]
    public double MaxAccuracyLoss { get; init; } = 0.1;
}
