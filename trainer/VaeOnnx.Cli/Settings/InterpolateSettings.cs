using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Settings;

/// <summary>The ways between images.</summary>
internal sealed record InterpolateSettings
{
    [Setting("How many pairs of images are drawn.", Value = "N", Min = 1)]
    public int Pairs { get; init; } = 10;

    [Setting("Images a way, both ends included: the first is the reconstruction of the one image, the last that of the other.", Value = "N", Min = 2)]
    public int Steps { get; init; } = 8;

    [Setting("Which way from mu to mu: linear, or spherical as between samples of a Gaussian.")]
    public InterpolationKind Way { get; init; } = InterpolationKind.Linear;

    [Setting("Draw pairs across classes too; what is written then has no labels.")]
    public bool AcrossClasses { get; init; }

    [Setting("Draws the pairs.", Value = "N")]
    public ulong Seed { get; init; } = 1;
}
