using VaeOnnx.Cli.Experiments.Augmentation;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Tests.Data;

namespace VaeOnnx.Trainer.Tests.Cli.Experiments;

[TestClass]
public sealed class GeneratedImagesTests : IDisposable
{
    private static readonly ImageSet s_digits = SyntheticDigits.Create(24, seed: 4);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Gather_ScatteredImages_AreThoseOfTheAugmenterOneByOne(bool warps)
    {
        using var bundle = Bundle(warps);
        var options = new AugmentOptions { Seed = 9, Scale = 1.5f };
        var generated = new GeneratedImages(new RepeatedImages(s_digits, 3), bundle, options);
        int[] indices = [5, 60, 3, 5];
        var gathered = new float[indices.Length * 784];

        generated.Gather(indices, gathered);

        for (var i = 0; i < indices.Length; i++)
        {
            var expected = new float[784];
            s_digits.Gather([indices[i] % 24], expected);
            bundle.Augmenter.Augment(expected, expected, options with { FirstSampleIndex = indices[i] });
            for (var pixel = 0; pixel < 784; pixel++)
                Assert.AreEqual(expected[pixel], gathered[(i * 784) + pixel], Tolerances.GraphOutput, $"image {indices[i]}, pixel {pixel}");
        }
    }

    private VaeBundle Bundle(bool warps)
    {
        using var warp = new WarpVae(new WarpVaeConfig { Image = s_digits.Spec, MaxThickening = 1 }, seed: 3);
        using var vae = new MlpVae(new MlpVaeConfig { HiddenDim = 16, LatentDim = 4 }, seed: 3);
        var content = new BundleContent
        {
            HeldOut = s_digits,
            Data = new DataProvenance { Name = s_digits.Name, Sha256 = s_digits.Sha256, TrainingCount = 24, ValidationCount = 0, SplitSeed = 0 },
        };
        BundleWriter.Write(_folder["bundle"], warps ? content with { Warp = warp } : content with { Vae = vae });
        return VaeBundle.Load(_folder["bundle"]);
    }
}
