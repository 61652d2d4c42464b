using System.Runtime.InteropServices;

namespace VaeOnnx.Runtime.Tests;

[TestClass]
public sealed class Int8ProductsTests
{
    [TestMethod]
    public void MayOverflow_OnThisProcessor_IsWhatTheSystemSays()
    {
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        // The kernel's own list of features, where there is one; elsewhere what can be said without it.
        var expected = isX64 && File.Exists("/proc/cpuinfo")
            ? !File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ').Any(flag => flag is "avx512_vnni" or "avx_vnni")
            : isX64 && Int8Products.MayOverflow;

        Assert.AreEqual(expected, Int8Products.MayOverflow);
    }
}
