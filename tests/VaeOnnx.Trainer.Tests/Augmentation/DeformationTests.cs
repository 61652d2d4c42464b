using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Augmentation;

[TestClass]
public sealed class DeformationTests
{
    private static readonly ImageSpec s_image = new() { Channels = 2, Height = 9, Width = 13 };

    [TestMethod]
    public void Sample_RandomField_ReadsAsTorchsGridSample()
    {
        var field = RandomField();
        var image = RandomImage();
        var deformed = new float[image.Length];

        field.Sample(image, deformed);

        using var scope = NewDisposeScope();
        var expected = nn.functional.grid_sample(
            tensor(image).view(1, 2, 9, 13), GridOf(field), padding_mode: GridSamplePaddingMode.Border, align_corners: false);
        AssertClose(expected.data<float>().ToArray(), deformed, 1e-5f);
    }

    [TestMethod]
    public void Sample_NoDisplacement_GivesTheImageItself()
    {
        var image = RandomImage();
        var deformed = new float[image.Length];

        new DisplacementField(9, 13).Sample(image, deformed);

        CollectionAssert.AreEqual(image, deformed);
    }

    [TestMethod]
    public void Sample_OverlappingBuffers_IsRefused()
    {
        var image = RandomImage();

        var error = Assert.ThrowsExactly<ArgumentException>(() => new DisplacementField(9, 13).Sample(image, image));

        StringAssert.Contains(error.Message, "apart");
    }

    [TestMethod]
    public void AddTo_AffineOfOneScaleOnly_MovesTheEdgesTowardsTheCentre()
    {
        // Scale is drawn from 1 ± 0.1 and nothing else is: the displacement at a pixel is proportional to its offset from the centre.
        var field = new DisplacementField(9, 13);
        new AffineDeformation { Rotation = 0, Shift = 0 }.AddTo(field, seed: 5, sampleIndex: 3, draw: 0);

        var factor = field.Dx[12] / 6f;

        Assert.IsTrue(MathF.Abs(factor) is > 0.001f and < 0.112f, $"factor {factor}");
        Assert.AreEqual(-6f * factor, field.Dx[0], 1e-5f);
        Assert.AreEqual(4f * factor, field.Dy[8 * 13], 1e-5f);
        Assert.AreEqual(0f, field.Dx[(4 * 13) + 6], 1e-6f);
    }

    [TestMethod]
    public void AddTo_Affine_KeepsItsRangesAndReachesNearThem()
    {
        var shifts = Enumerable.Range(0, 2000).Select(sample => Shift(new AffineDeformation { Rotation = 0, Scale = 0, Shift = 0.1f }, sample)).ToArray();

        Assert.IsTrue(shifts.Max() is > 1.29f and <= 1.3001f, $"largest {shifts.Max()}");
        Assert.IsTrue(shifts.Min() is < -1.29f and >= -1.3001f, $"smallest {shifts.Min()}");
        Assert.AreEqual(0f, shifts.Average(), 0.06f);
    }

    [TestMethod]
    public void AddTo_Elastic_IsTorchsBicubicUpsamplingOfAGridOfTheStatedSpread()
    {
        // One grid point displaced by the upsampling's own response is compared through linearity: a field of 6×6 normals has the
        // variance that torch's bicubic gives to independent normals.
        using var scope = NewDisposeScope();
        var unit = eye(36).view(36, 1, 6, 6);
        var response = nn.functional.interpolate(unit, size: [9, 13], mode: InterpolationMode.Bicubic, align_corners: false);
        var variance = response.square().sum([0L]).view(-1).data<float>().ToArray();
        var measured = new double[9 * 13];
        var deformation = new ElasticDeformation(sigma: 0.1f);
        const int samples = 4000;
        for (var i = 0; i < samples; i++)
        {
            var field = new DisplacementField(9, 13);
            deformation.AddTo(field, seed: 1, sampleIndex: i, draw: 0);
            for (var j = 0; j < measured.Length; j++)
                measured[j] += field.Dx[j] * field.Dx[j] / (1.3 * 1.3 * samples);
        }

        for (var j = 0; j < measured.Length; j++)
            Assert.AreEqual(variance[j], measured[j], 0.12 * variance[j], $"pixel {j}");
    }

    [TestMethod]
    public void Apply_SameSampleInAnotherOrder_GivesTheSameBits()
    {
        var deformer = new ImageDeformer(s_image, new AffineDeformation(), new ElasticDeformation());
        var first = Deform(deformer, sample: 7);
        _ = Deform(deformer, sample: 1);

        CollectionAssert.AreEqual(first, Deform(new ImageDeformer(s_image, new AffineDeformation(), new ElasticDeformation()), sample: 7));
        CollectionAssert.AreNotEqual(first, Deform(deformer, sample: 8));
        CollectionAssert.AreNotEqual(first, Deform(deformer, sample: 7, draw: 1));
    }

    [TestMethod]
    public void Apply_Digits_KeepsTheirMeanBrightnessNearly()
    {
        var digits = SyntheticDigits.Create(20, seed: 1);
        var deformer = new ImageDeformer(digits.Spec, new AffineDeformation(), new ElasticDeformation());
        var image = new float[digits.Spec.Length];
        var deformed = new float[image.Length];
        double before = 0, after = 0;
        for (var i = 0; i < digits.Count; i++)
        {
            digits.Gather([i], image);
            deformer.Apply(image, deformed, seed: 2, sampleIndex: i);
            before += image.Sum();
            after += deformed.Sum();
        }

        Assert.AreEqual(1.0, after / before, 0.12);
    }

    private static float[] Deform(ImageDeformer deformer, long sample, int draw = 0)
    {
        var deformed = new float[s_image.Length];
        deformer.Apply(RandomImage(), deformed, seed: 3, sample, draw);
        return deformed;
    }

    private static float Shift(AffineDeformation deformation, int sample)
    {
        var field = new DisplacementField(9, 13);
        deformation.AddTo(field, seed: 1, sample, draw: 0);
        return field.Dx[0];
    }

    private static DisplacementField RandomField()
    {
        var field = new DisplacementField(9, 13);
        var values = new float[2 * 9 * 13];
        SeededNoise.FillNormal(values, values.Length, 17, 0, 0);
        for (var i = 0; i < 9 * 13; i++)
            (field.Dx[i], field.Dy[i]) = (2f * values[i], 2f * values[(9 * 13) + i]);
        return field;
    }

    private static float[] RandomImage()
    {
        var image = new float[s_image.Length];
        SeededNoise.FillUniform(image, image.Length, 11, 0, 0);
        return image;
    }

    // Pixel centre (x + dx, y + dy) in torch's coordinates, in which the image spans −1 to 1 (align_corners: false).
    private static Tensor GridOf(DisplacementField field)
    {
        var grid = new float[9 * 13 * 2];
        for (var i = 0; i < 9 * 13; i++)
        {
            grid[2 * i] = ((2f * ((i % 13) + field.Dx[i])) + 1f) / 13f - 1f;
            grid[(2 * i) + 1] = ((2f * ((i / 13) + field.Dy[i])) + 1f) / 9f - 1f;
        }

        return tensor(grid).view(1, 9, 13, 2);
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"value {i}");
    }
}
