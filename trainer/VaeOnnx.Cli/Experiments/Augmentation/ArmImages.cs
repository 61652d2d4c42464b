using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>Puts together the images that an arm's classifier is trained on.</summary>
internal sealed class ArmImages(ExperimentData data, AugmentationSettings settings, SeedModels models, ulong seed)
{
    // As many draws as the training needs, so that no deformation is seen twice.
    private int Draws => Math.Max(1, (int)Math.Ceiling((double)settings.Steps * settings.ToConfig(seed).BatchSize / data.Training.Count));

    public ImageSource Of(Arm arm)
    {
        if (arm.Generated is { } jitter)
            return Paper(arm, jitter);
        var real = Deformed(arm);
        if (arm.WarpScale is { } scale)
            return With(real, models.Warp, new AugmentOptions { Seed = seed, Scale = scale }, arm.WarpsAll);
        return arm.BundlePath is { } path ? With(real, models.Load(path), new AugmentOptions { Seed = seed }, all: false) : real;
    }

    // One image of each original, fixed before the training begins: what the paper's code does.
    private ImageSource Paper(Arm arm, JitterKind jitter)
    {
        var generated = new GeneratedImages(data.Training, models.Vae, new AugmentOptions { Seed = seed, Jitter = jitter }).ToImageSet();
        return arm.HasReal ? new JoinedImages(Deformed(arm), generated) : generated;
    }

    private ImageSource Deformed(Arm arm)
    {
        var deformations = new List<IDeformation>();
        if (arm.IsAffine)
            deformations.Add(new AffineDeformation());
        if (arm.Elastic is { } elastic)
            deformations.Add(elastic);
        return deformations.Count == 0 ? data.Training : new DeformedImages(data.Training, Draws, seed, deformations);
    }

    private ImageSource With(ImageSource real, VaeBundle bundle, AugmentOptions options, bool all)
    {
        var repeated = real.Count > data.Training.Count ? real : new RepeatedImages(real, Draws);
        var generated = new GeneratedImages(repeated, bundle, options);
        return all ? generated : new JoinedImages(repeated, generated);
    }
}
