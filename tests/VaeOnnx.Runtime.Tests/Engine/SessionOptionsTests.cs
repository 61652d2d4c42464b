using Microsoft.ML.OnnxRuntime;

namespace VaeOnnx.Runtime.Tests;

/// <summary>What an app says of threads and memory reaches the engine, and does not reach the results.</summary>
[TestClass]
public sealed class SessionOptionsTests
{
    [TestMethod]
    public void CreateOptions_Defaults_SuitALibraryInsideSomebodysProcess()
    {
        using var session = SessionFactory.CreateOptions(new RuntimeOptions());
        Assert.AreEqual((1, 1, true), (session.IntraOpNumThreads, session.InterOpNumThreads, session.EnableCpuMemArena));
        Assert.AreEqual(ExecutionMode.ORT_SEQUENTIAL, session.ExecutionMode);
    }

    [TestMethod]
    public void CreateOptions_ThreadsAndArena_AreTheEngines()
    {
        using var session = SessionFactory.CreateOptions(new RuntimeOptions { IntraOpThreads = 3, MemoryArena = false });
        Assert.AreEqual((3, false), (session.IntraOpNumThreads, session.EnableCpuMemArena));
    }

    [TestMethod]
    [DataRow(2, false, true)]
    [DataRow(2, true, true)]
    [DataRow(1, false, false)]
    public void Denoise_AnyThreadsAndMemory_GivesTheSameImages(int threads, bool spinning, bool arena)
    {
        using var files = new TestBundle();
        using var bundle = files.Load();
        using var other = files.Load(new RuntimeOptions { IntraOpThreads = threads, Spinning = spinning, MemoryArena = arena });
        var images = TinyImages.Floats(9);
        CollectionAssert.AreEqual(bundle.Denoiser.Denoise(images), other.Denoiser.Denoise(images));
    }
}
