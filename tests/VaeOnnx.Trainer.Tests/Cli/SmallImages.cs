using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Data.ImageFiles;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>Images as people have them, of sizes that no model was made for: a bright bar a class, brighter from image to image.</summary>
internal static class SmallImages
{
    /// <summary>How many there are in all.</summary>
    public const int Count = 60;

    private const int IdxCount = 200;

    /// <summary>Four IDX files of two classes, grey.</summary>
    public static string WriteIdx(string folder, int side)
    {
        var spec = new ImageSpec { Channels = 1, Height = side, Width = side };
        var labels = Enumerable.Range(0, IdxCount).Select(i => i % 2).ToArray();
        var pixels = labels.SelectMany((label, i) => Enumerable.Range(0, spec.Length).Select(p => (byte)(p / side == label ? 200 + (i % 50) : 0))).ToArray();
        foreach (var part in (string[])["train", "t10k"])
        {
            IdxFile.WriteImages(Path.Combine(folder, $"{part}-images-idx3-ubyte"), spec, pixels);
            IdxFile.WriteLabels(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), labels);
        }

        return folder;
    }

    /// <summary>A folder of three classes of WebP pictures in colour, 19 high and 14 wide.</summary>
    public static string WriteWebp(string folder)
    {
        for (var i = 0; i < Count; i++)
        {
            using var bitmap = new SKBitmap(new SKImageInfo(14, 19, SKColorType.Rgba8888, SKAlphaType.Opaque));
            bitmap.Erase(SKColors.DarkGreen);
            for (var y = 6 * (i % 3); y < (6 * (i % 3)) + 6; y++)
            {
                for (var x = 0; x < bitmap.Width; x++)
                    bitmap.SetPixel(x, y, new SKColor((byte)(190 + i), (byte)(x * 10), 40));
            }

            Write(Path.Combine(folder, $"class {i % 3}", FormattableString.Invariant($"p{i:00}.WEBP")), PictureBytes.Encode(bitmap, SKEncodedImageFormat.Webp));
        }

        return folder;
    }

    /// <summary>A folder of grey PNG files of 16 bits, 21 high and 17 wide: flat, or of so many classes.</summary>
    public static string WritePng16(string folder, int classes = 0)
    {
        const int Height = 21, Width = 17;
        for (var i = 0; i < Count; i++)
        {
            var lines = new byte[Height * Width * sizeof(ushort)];
            for (var p = 0; p < Height * Width; p++)
                BinaryPrimitives.WriteUInt16BigEndian(lines.AsSpan(p * sizeof(ushort)), (ushort)(p / Width % 3 == i % 3 ? 40_000 + (i * 301) + p : 1_003));
            var parent = classes == 0 ? folder : Path.Combine(folder, $"tone {i % classes}");
            Write(Path.Combine(parent, FormattableString.Invariant($"scan {i:00}.png")), PngBytes.Create(Height, Width, 16, PngBytes.Grey, lines));
        }

        return folder;
    }

    /// <summary>An archive as MedMNIST ships them: colour, 12 x 12, all three parts.</summary>
    public static string WriteNpz(string path)
    {
        const int Side = 12;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (part, count) in (IEnumerable<(string, int)>)[("train", 40), ("val", 10), ("test", 10)])
        {
            Add(archive, $"{part}_images", FormattableString.Invariant($"({count}, {Side}, {Side}, 3)"), [.. Enumerable.Range(0, count * Side * Side * 3).Select(p => (byte)(p / 3 / Side % 2 == p / (Side * Side * 3) % 2 ? 220 - (p % 3 * 60) : 15))]);
            Add(archive, $"{part}_labels", FormattableString.Invariant($"({count}, 1)"), [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
        }

        return path;
    }

    // The format's description: magic, version, length of the header, the header padded to 64 bytes, the values.
    private static void Add(ZipArchive archive, string name, string shape, byte[] values)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight(((10 + header.Length + 64) / 64 * 64) - 11) + "\n";
        using var entry = archive.CreateEntry($"{name}.npy").Open();
        entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        entry.Write(Encoding.ASCII.GetBytes(header));
        entry.Write(values);
    }

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
