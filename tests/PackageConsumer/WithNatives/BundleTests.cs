using Microsoft.Extensions.DependencyInjection;
using VaeOnnx.Runtime;

namespace PackageConsumer;

/// <summary>The packages in an application's hands, on the committed bundle.</summary>
[TestClass]
public sealed class BundleTests
{
    private const int Length = 784;
    private const int Count = 16;

    [TestMethod]
    public void Bundle_FromThePackage_DenoisesAugmentsAndClassifies()
    {
        using var bundle = VaeBundle.Load(Places.Bundle);
        var images = Images(bundle);
        byte[] noisy = [.. images.Select((pixel, i) => i % 7 == 0 ? byte.MaxValue : pixel)];

        var clean = bundle.Denoiser.Denoise(noisy);
        var more = bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 7 });
        var (labels, logits) = (new int[Count], new float[Count * 10]);
        bundle.Classifier.Classify(images, labels);
        bundle.Classifier.Logits(images, logits);

        Assert.IsLessThan(Distance(noisy, images), Distance(clean, images));
        CollectionAssert.AreNotEqual(images, more);
        CollectionAssert.AreEqual(more, bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 7 }));
        CollectionAssert.AreEqual(logits.Chunk(10).Select(row => row.Index().MaxBy(pair => pair.Item).Index).ToArray(), labels);
    }

    [TestMethod]
    public void Bundle_FromTheContainer_GivesTheSameBytes()
    {
        using var provider = new ServiceCollection().AddVaeOnnx(options => options.Path = Places.Bundle).BuildServiceProvider();
        using var own = VaeBundle.Load(Places.Bundle);
        var images = Images(own);
        var bundle = provider.GetRequiredService<VaeBundle>();
        CollectionAssert.AreEqual(own.Denoiser.Denoise(images), bundle.Denoiser.Denoise(images));
        CollectionAssert.AreEqual(own.Augmenter.Augment(images), bundle.Augmenter.Augment(images));
        var (expected, found) = (new int[Count], new int[Count]);
        own.Classifier.Classify(images, expected);
        bundle.Classifier.Classify(images, found);
        CollectionAssert.AreEqual(expected, found);
    }

    private static byte[] Images(VaeBundle bundle)
    {
        var images = new byte[Count * Length];
        bundle.Decoder.Sample(images, seed: 1);
        return images;
    }

    private static double Distance(byte[] a, byte[] b) => a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum();
}
