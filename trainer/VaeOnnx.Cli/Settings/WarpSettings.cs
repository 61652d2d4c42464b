using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>A warp-VAE and its training.</summary>
internal sealed record WarpSettings
{
    private static readonly WarpLossConfig s_loss = new();

    [Setting("Optimiser steps of the warp-VAE.", Flag = "--warp-steps", Value = "N", Min = 1)]
    public int Steps { get; init; } = 4000;

    [Setting("The size of the warp-VAE's z.", Flag = "--warp-latent-dim", Value = "N", Min = 1)]
    public int LatentDim { get; init; } = WarpVaeConfig.DefaultLatentDim;

    [Setting("Points of the displacement grid along each axis.", Flag = "--warp-grid", Value = "N", Min = 2)]
    public int GridSize { get; init; } = WarpVaeConfig.DefaultGridSize;

    [Setting("The largest displacement of a grid point, as a share of the side.", Flag = "--warp-displacement", Value = "X", Above = 0, Max = 1)]
    public double MaxDisplacement { get; init; } = WarpVaeConfig.DefaultMaxDisplacement;

    [Setting("How far bright strokes may be thickened or thinned, in pixels.", Flag = "--warp-thickening", Value = "X", Min = 0, Max = 1)]
    public double MaxThickening { get; init; } = WarpVaeConfig.DefaultMaxThickening;

    [Setting("How far images may be brought towards white or black, as a share.", Flag = "--warp-lightening", Value = "X", Min = 0, Max = 1)]
    public double MaxLightening { get; init; } = WarpVaeConfig.DefaultMaxLightening;

    [Setting("The weight of the squared error of the warped images.", Flag = "--warp-reconstruction", Value = "X", Min = 0)]
    public double Reconstruction { get; init; } = s_loss.Reconstruction;

    [Setting("The weight of uneven displacements.", Flag = "--warp-smoothness", Value = "X", Min = 0)]
    public double Smoothness { get; init; } = s_loss.Smoothness;

    [Setting("How many sizes images are compared at: the full one, half of it, and so on.", Flag = "--warp-scales", Value = "N", Min = 1)]
    public int Scales { get; init; } = s_loss.Scales;

    [Setting("Deform both images of a pair by the same affine deformation, so that the warp-VAE learns what else differs.", Flag = "--warp-together")]
    public bool Together { get; init; }

    [Setting("The share of its class, the nearest, that an image is paired with.", Flag = "--warp-nearest", Value = "X", Above = 0, Max = 1)]
    public double Nearest { get; init; } = 1;

    /// <summary>The sizes of the model.</summary>
    public WarpVaeConfig ToModel(ImageSpec image) => new()
    {
        Image = image,
        LatentDim = LatentDim,
        GridSize = GridSize,
        MaxDisplacement = (float)MaxDisplacement,
        MaxThickening = (float)MaxThickening,
        MaxLightening = (float)MaxLightening,
    };

    /// <summary>The weights of the loss.</summary>
    public WarpLossConfig ToLoss() => new() { Reconstruction = Reconstruction, Smoothness = Smoothness, Scales = Scales };
}
