using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>Images of a size that no model was made for: a bright row a class, on black.</summary>
internal static class SmallImages
{
    private const int Count = 200;

    /// <summary>Writes four IDX files of two classes.</summary>
    public static string WriteIdx(string folder, int side)
    {
        var spec = new ImageSpec { Channels = 1, Height = side, Width = side };
        var labels = Enumerable.Range(0, Count).Select(i => i % 2).ToArray();
        var pixels = labels.SelectMany((label, i) => Enumerable.Range(0, spec.Length).Select(p => (byte)(p / side == label ? 200 + (i % 50) : 0))).ToArray();
        foreach (var part in (string[])["train", "t10k"])
        {
            IdxFile.WriteImages(Path.Combine(folder, $"{part}-images-idx3-ubyte"), spec, pixels);
            IdxFile.WriteLabels(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), labels);
        }

        return folder;
    }
}
