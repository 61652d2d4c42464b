using System;
using System.IO;
using System.Text;

namespace VaeOnnx.Build;

/// <summary>
/// Marks one symbol version that an ELF library asks for as weak, so that the dynamic linker no longer
/// refuses to load the library where that version is absent.
/// </summary>
/// <remarks>
/// Why this exists: docs/decisions/0002-relax-glibcxx.md. The layout is that of the System V ABI (Elf64_Ehdr,
/// Elf64_Shdr) and of the GNU symbol versioning extension (Elf64_Verneed, Elf64_Vernaux).
/// </remarks>
public static class ElfVersionRequirements
{
    private const ushort WeakFlag = 0x2;             // VER_FLG_WEAK
    private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
    private const int SectionHeaderSize = 64;
    private const int VernauxSize = 16;

    /// <summary>Sets the weak flag on every requirement for <paramref name="version"/>.</summary>
    /// <param name="elf">A whole 64-bit little-endian ELF file, changed in place.</param>
    /// <param name="version">The symbol version's name, such as GLIBCXX_3.4.32.</param>
    /// <returns>How many entries were changed: 0 where the library does not ask for the version, or is weak already.</returns>
    /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian ELF file, or its tables point outside it.</exception>
    public static int MakeWeak(byte[] elf, string version)
    {
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[2] != 'L' || elf[3] != 'F' || elf[4] != 2 || elf[5] != 1)
            throw new InvalidDataException("Expected a 64-bit little-endian ELF file.");
        try
        {
            var sections = checked((int)BitConverter.ToUInt64(elf, 40));
            var count = BitConverter.ToUInt16(elf, 60);
            var changed = 0;
            for (var i = 0; i < count; i++)
            {
                var header = sections + i * SectionHeaderSize;
                if (BitConverter.ToUInt32(elf, header + 4) == VersionNeedSection)
                    changed += RelaxSection(elf, sections, header, version);
            }

            return changed;
        }
        catch (Exception e) when (e is ArgumentException || e is IndexOutOfRangeException || e is OverflowException)
        {
            throw new InvalidDataException("An ELF table points outside the file.", e);
        }
    }

    private static int RelaxSection(byte[] elf, int sections, int header, string version)
    {
        var linked = checked((int)BitConverter.ToUInt32(elf, header + 40)); // sh_link: the string table
        var strings = checked((int)BitConverter.ToUInt64(elf, sections + linked * SectionHeaderSize + 24));
        var need = checked((int)BitConverter.ToUInt64(elf, header + 24));
        var remaining = BitConverter.ToUInt32(elf, header + 44); // sh_info: the number of entries
        var changed = 0;
        for (; remaining > 0; remaining--)
        {
            var aux = need + checked((int)BitConverter.ToUInt32(elf, need + 8));
            for (int n = BitConverter.ToUInt16(elf, need + 2); n > 0; n--)
            {
                changed += RelaxEntry(elf, strings, aux, version);
                var step = BitConverter.ToUInt32(elf, aux + 12);
                aux += step == 0 ? VernauxSize : checked((int)step);
            }

            need += checked((int)BitConverter.ToUInt32(elf, need + 12));
        }

        return changed;
    }

    private static int RelaxEntry(byte[] elf, int strings, int aux, string version)
    {
        var name = strings + checked((int)BitConverter.ToUInt32(elf, aux + 8));
        var end = Array.IndexOf(elf, (byte)0, name);
        var flags = BitConverter.ToUInt16(elf, aux + 4);
        if (end < 0 || (flags & WeakFlag) != 0 || Encoding.ASCII.GetString(elf, name, end - name) != version)
            return 0;
        elf[aux + 4] = (byte)(flags | WeakFlag);
        return 1;
    }
}

#if !TESTED_ALONE // the tests compile the class above without MSBuild
/// <summary>MSBuild's way in: makes the version weak in a copy and puts the copy in the file's place.</summary>
public sealed class RelaxSymbolVersion : Microsoft.Build.Utilities.Task
{
    [Microsoft.Build.Framework.Required]
    public string Library { get; set; } = "";

    [Microsoft.Build.Framework.Required]
    public string Version { get; set; } = "";

    public override bool Execute()
    {
        var elf = File.ReadAllBytes(Library);
        if (ElfVersionRequirements.MakeWeak(elf, Version) == 0)
            return true;
        // A new file under the old name: if the output was hard-linked to the package cache, the cache keeps its own bytes.
        var copy = Library + ".relaxed";
        var written = File.GetLastWriteTimeUtc(Library);
        File.WriteAllBytes(copy, elf);
        File.SetLastWriteTimeUtc(copy, written);
        File.Delete(Library);
        File.Move(copy, Library);
        Log.LogMessage("Made the requirement for " + Version + " weak in " + Library);
        return true;
    }
}
#endif
