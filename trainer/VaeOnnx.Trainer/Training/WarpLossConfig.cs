namespace VaeOnnx.Trainer.Training;

/// <summary>The weights of a warp-VAE's loss, in nats an image beside a KL divergence of weight 1.</summary>
public sealed record WarpLossConfig
{
    /// <summary>Of the squared error summed over pixels: 1 / (2σ²) of Gaussian pixels, so that 5 stands for σ = 0.32.</summary>
    public double Reconstruction { get; init; } = 5;

    /// <summary>Of the squared differences between neighbouring displacements, summed over the field: how much a fold costs.</summary>
    public double Smoothness { get; init; } = 30;

    /// <summary>How many sizes images are compared at: the full one, the half, and so on, each with the same say. Coarse sizes tell a stroke which way to go that it does not touch yet. At least 1.</summary>
    public int Scales { get; init; } = 1;

    internal WarpLossConfig Validated()
    {
        foreach (var (value, name) in new[] { (Reconstruction, nameof(Reconstruction)), (Smoothness, nameof(Smoothness)) })
        {
            if (!(double.IsFinite(value) && value >= 0))
                throw new ArgumentOutOfRangeException(name, value, "Expected a finite weight of at least 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Scales, 1);
        return this;
    }
}
