using VaeOnnx.Documentation.Tests;

namespace VaeOnnx.Runtime.Tests.Documentation;

/// <summary>The examples of the pages about the runtime, run on the bundle that they name.</summary>
[TestClass]
public sealed class RuntimePagesTests
{
    // What the pages take for granted: images, and the namespaces of an app that uses them.
    private const string Images = """
        using VaeOnnx.Contracts;
        using VaeOnnx.Runtime;
        byte[] images = new byte[16 * 784];
        using (var source = VaeBundle.Load("artifacts/mnist"))
            source.Decoder.Sample(images, seed: 1);
        byte[] noisy = [.. images.Select((pixel, i) => i % 7 == 0 ? byte.MaxValue : pixel)];

        """;

    // Improvement, for what the examples claim to do.
    private const string Distance = """

        static double Distance(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum();
        """;

    private readonly PageProgram _program = new(Repository.Root);

    [TestMethod]
    [DataRow("README.md")]
    [DataRow("runtime/VaeOnnx.Runtime/README.md")]
    public void Readme_AppExample_DenoisesAndAugments(string page) => _program
        .Then(Images)
        .Then(_program.Blocks(page).Where(block => block.Contains("VaeBundle.Load", StringComparison.Ordinal)))
        .Then("""
            Assert.IsLessThan(Distance(noisy, images), Distance(clean, images), "The denoised images are no nearer to the clean ones.");
            byte[] strangers = new byte[images.Length];
            bundle.Decoder.Sample(strangers, seed: 99);
            Assert.IsLessThan(Distance(strangers, images), Distance(more, images), "Augmented images are no nearer to theirs than strangers are.");
            """)
        .Then(Distance)
        .Run();

    [TestMethod]
    public void Runtime_Examples_GiveWhatThePageSays() => _program
        .Then(Images)
        .Then("""
            byte[] digits = images, seven = images[..784], one = images[784..1568], thin = images[..(8 * 784)], thick = images[(8 * 784)..];
            byte[] training = images, generated = new byte[images.Length];
            var outcomes = new ImageAcceptance[16];
            int[] labels = [.. Enumerable.Range(0, 16).Select(i => i % 10)];
            var (camera, file) = (new Camera(noisy), new MemoryStream());
            """)
        .Then(_program.Blocks("docs/runtime.md"))
        .Then("""
            Assert.HasCount(9 * 784, frames);
            Assert.HasCount(digits.Length, bolder);
            Assert.IsTrue(report.Total is { Images: 16, Candidates: >= 16 } && confirmed is >= 0 and <= 1 && (ofSevens is >= 0 and <= 1));
            Assert.IsTrue(nats.Length == 16 && nats.All(float.IsFinite));
            CollectionAssert.AreEqual(digits[..392], whole[..392]);
            CollectionAssert.AreNotEqual(digits[392..784], whole[392..784]);
            CollectionAssert.AreEqual(bundle.Denoiser.Denoise(noisy), file.ToArray());

            sealed class Camera(byte[] frames)
            {
                public async IAsyncEnumerable<ReadOnlyMemory<byte>> FramesAsync()
                {
                    for (var i = 0; i < frames.Length; i += 784)
                    {
                        await Task.Yield();
                        yield return frames.AsMemory(i, 784);
                    }
                }
            }
            """)
        .Run();

    [TestMethod]
    public void ExecutionProviders_Examples_FallBackAndSaySo() => _program
        .Then(Images)
        .Then(_program.Blocks("docs/execution-providers.md"))
        .Then("Assert.IsNotNull(bundle.ExecutionOf(GraphRole.Denoiser).Nodes);")
        .Run();
}
