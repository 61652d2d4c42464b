using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

namespace VaeOnnx.Runtime.Tests;

/// <summary>README's example, run on the bundle that it names: the committed one.</summary>
[TestClass]
public sealed class ReadmeTests
{
    // README's own lines, in its order; the test below them is the same code.
    private static readonly string[] Example =
    [
        "using var bundle = VaeBundle.Load(\"artifacts/mnist\");",
        "byte[] clean = bundle.Denoiser.Denoise(noisy);",
        "byte[] more = bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 7 });",
        "byte[] fresh = new byte[64 * 784];",
        "bundle.Decoder.Sample(fresh, seed: 7);",
    ];

    [TestMethod]
    public void Readme_AppExample_IsTheCodeThatIsTested()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var position = 0;
        foreach (var line in Example)
        {
            position = readme.IndexOf(line, position, StringComparison.Ordinal);
            Assert.IsGreaterThanOrEqualTo(0, position, $"README.md lacks, at its place: {line}");
        }
    }

    [TestMethod]
    public void Readme_AppExample_RunsOnTheCommittedBundle()
    {
        using var bundle = VaeBundle.Load(Path.Combine(Repository.Root, "artifacts", "mnist"));
        byte[] images = new byte[3 * 784];
        bundle.Decoder.Sample(images, seed: 1);
        byte[] noisy = [.. images.Select((pixel, i) => i % 7 == 0 ? byte.MaxValue : pixel)];

        byte[] clean = bundle.Denoiser.Denoise(noisy);
        byte[] more = bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 7 });
        byte[] fresh = new byte[64 * 784];
        bundle.Decoder.Sample(fresh, seed: 7);

        Assert.IsLessThan(Distance(noisy, images), Distance(clean, images), "The denoised images are no nearer to the clean ones.");
        Assert.HasCount(images.Length, more);
        Assert.IsLessThan(Distance(fresh.AsSpan(0, images.Length), images), Distance(more, images), "Augmented images are no nearer to theirs than strangers are.");
    }

    [TestMethod]
    public void CommittedBundle_Size_IsAtMost6Megabytes()
    {
        var files = new DirectoryInfo(Path.Combine(Repository.Root, "artifacts", "mnist")).GetFiles();

        Assert.IsLessThanOrEqualTo(6_000_000, files.Sum(file => file.Length));
        Assert.AreEqual("mnist", BundleManifest.Read(files[0].DirectoryName!).Data.Name);
    }

    private static double Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
