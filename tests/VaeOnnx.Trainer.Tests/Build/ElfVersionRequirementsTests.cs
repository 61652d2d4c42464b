using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using VaeOnnx.Build;

namespace VaeOnnx.Trainer.Tests.Build;

[TestClass]
public sealed class ElfVersionRequirementsTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const int NeedOffset = 64;       // Elf64_Verneed, 16 bytes, then two Elf64_Vernaux of 16 bytes
    private const int StringsOffset = 128;
    private const int SectionsOffset = 192;  // null, .gnu.version_r, .dynstr: 64 bytes each

    [TestMethod]
    public void MakeWeak_RequirementPresent_SetsOnlyItsWeakFlag()
    {
        var elf = MakeElf("GLIBCXX_3.4.30", Version);
        var expected = (byte[])elf.Clone();
        expected[NeedOffset + 32 + 4] |= 0x2; // vna_flags of the second entry

        Assert.AreEqual(1, ElfVersionRequirements.MakeWeak(elf, Version));

        CollectionAssert.AreEqual(expected, elf);
    }

    [TestMethod]
    public void MakeWeak_AlreadyWeak_ChangesNothing()
    {
        var elf = MakeElf(Version, "GLIBCXX_3.4.30");
        ElfVersionRequirements.MakeWeak(elf, Version);
        var once = (byte[])elf.Clone();

        Assert.AreEqual(0, ElfVersionRequirements.MakeWeak(elf, Version));

        CollectionAssert.AreEqual(once, elf);
    }

    [TestMethod]
    public void MakeWeak_RequirementAbsent_ChangesNothing()
    {
        var elf = MakeElf("GLIBCXX_3.4.29", "GLIBCXX_3.4.30");
        var before = (byte[])elf.Clone();

        Assert.AreEqual(0, ElfVersionRequirements.MakeWeak(elf, Version));

        CollectionAssert.AreEqual(before, elf);
    }

    [TestMethod]
    public void MakeWeak_NoElf_Throws() =>
        Assert.ThrowsExactly<InvalidDataException>(() => ElfVersionRequirements.MakeWeak(new byte[256], Version));

    [TestMethod]
    public void MakeWeak_TablePointsOutside_Throws()
    {
        var elf = MakeElf(Version, "GLIBCXX_3.4.30");
        BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(40), 1_000_000); // e_shoff

        Assert.ThrowsExactly<InvalidDataException>(() => ElfVersionRequirements.MakeWeak(elf, Version));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void BuildOutput_TorchSharpsLibrary_IsRelaxedAndLoads()
    {
        var library = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));

        Assert.AreEqual(0, ElfVersionRequirements.MakeWeak(library, Version), "The build left a strong requirement in the output.");
        Assert.AreEqual(4f, torch.ones(2, 2).sum().item<float>());
    }

    /// <summary>The smallest file with a version table: one needed library with two versions.</summary>
    private static byte[] MakeElf(string first, string second)
    {
        var elf = new byte[SectionsOffset + 3 * 64];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(elf, 0);
        Write64(elf, 40, SectionsOffset);
        elf[58] = 64;
        elf[60] = 3;

        elf[NeedOffset] = 1;      // vn_version
        elf[NeedOffset + 2] = 2;  // vn_cnt
        elf[NeedOffset + 8] = 16; // vn_aux
        WriteAux(elf, NeedOffset + 16, name: 1, next: 16);
        WriteAux(elf, NeedOffset + 32, name: 1 + first.Length + 1, next: 0);
        Encoding.ASCII.GetBytes($"\0{first}\0{second}\0").CopyTo(elf, StringsOffset);

        var need = SectionsOffset + 64;
        BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(need + 4), 0x6ffffffe); // SHT_GNU_verneed
        Write64(elf, need + 24, NeedOffset);
        elf[need + 40] = 2; // sh_link: the string table's section
        elf[need + 44] = 1; // sh_info: one entry
        Write64(elf, SectionsOffset + 2 * 64 + 24, StringsOffset);
        return elf;
    }

    private static void WriteAux(byte[] elf, int offset, int name, int next)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(offset + 8), (uint)name);
        BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(offset + 12), (uint)next);
    }

    private static void Write64(byte[] elf, int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(offset), value);
}
