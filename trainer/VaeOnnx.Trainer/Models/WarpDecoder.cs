using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>p(target | image, z): the image, read through a smooth displacement field.</summary>
internal sealed class WarpDecoder : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly WarpVaeConfig _config;
    private readonly WarpView _view;
    private readonly Linear view;
    private readonly Linear hidden;
    private readonly Linear grid;
    private readonly CubicEnlargement enlargement;
    private readonly Linear? tone;

    public WarpDecoder(WarpVaeConfig config)
        : base(nameof(WarpDecoder))
    {
        _config = config;
        _view = new WarpView(config);
        view = nn.Linear(_view.Length, config.ViewDim);
        hidden = nn.Linear(config.LatentDim + config.ViewDim, config.HiddenDim);
        grid = nn.Linear(config.HiddenDim, 2 * config.GridSize * config.GridSize);
        enlargement = new CubicEnlargement(config.GridSize, config.Image.Height, config.Image.Width);
        if (config.MaxThickening > 0f || config.MaxLightening > 0f)
            tone = nn.Linear(config.HiddenDim, 2);
        RegisterComponents();
    }

    /// <summary>Where each pixel is read from, relative to its own place: [N, 2, H, W], x then y, in units in which the image spans −1 to 1.</summary>
    public Tensor Displacements(Tensor images, Tensor z) => Displacements(Hidden(images, z));

    /// <summary>The deformed images and the displacements that made them.</summary>
    public (Tensor warped, Tensor displacements) Deform(Tensor images, Tensor z)
    {
        var h = Hidden(images, z);
        var displacements = Displacements(h);
        return (Toned(Warp(images, displacements), h), displacements);
    }

    private Tensor Hidden(Tensor images, Tensor z)
    {
        var seen = nn.functional.relu(view.call(_view.Of(images)));                                    // [N, ViewDim]
        return nn.functional.relu(hidden.call(cat([z, seen], dim: 1)));                                // [N, HiddenDim]
    }

    private Tensor Displacements(Tensor h)
    {
        var coarse = grid.call(h).tanh().view(-1, 2, _config.GridSize, _config.GridSize);              // [N, 2, GridSize, GridSize]
        return enlargement.call(coarse) * (2 * _config.MaxDisplacement);                               // [N, 2, H, W]
    }

    /// <summary>Reads images through displacements, bilinearly; what lies outside repeats the edge.</summary>
    public static Tensor Warp(Tensor images, Tensor displacements)
    {
        var places = IdentityGrid(images.shape[2], images.shape[3]) + displacements.permute(0, 2, 3, 1);     // [N, H, W, 2]
        return nn.functional.grid_sample(images, places, mode: GridSampleMode.Bilinear, padding_mode: GridSamplePaddingMode.Border, align_corners: false);
    }

    public override Tensor forward(Tensor z, Tensor images) => Deform(images, z).warped;

    private Tensor Toned(Tensor images, Tensor h)
    {
        if (tone is null)
            return images;
        var amounts = tone.call(h).tanh().view(-1, 2, 1, 1);                                           // [N, 2, 1, 1]
        var thickened = WarpTone.Thicken(images, amounts.narrow(1, 0, 1) * _config.MaxThickening);
        return WarpTone.Lighten(thickened, amounts.narrow(1, 1, 1) * _config.MaxLightening);
    }

    // Pixel centres, in units in which the image spans −1 to 1: [H, W, 2], x then y.
    private static Tensor IdentityGrid(long height, long width)
    {
        var x = ((arange(width, dtype: ScalarType.Float32) * 2f) + (1f - width)) / (float)width;
        var y = ((arange(height, dtype: ScalarType.Float32) * 2f) + (1f - height)) / (float)height;
        return stack([x.unsqueeze(0).expand(height, width), y.unsqueeze(1).expand(height, width)], dim: 2);
    }
}
