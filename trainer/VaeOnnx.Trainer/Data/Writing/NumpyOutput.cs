using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace VaeOnnx.Trainer.Data;

/// <summary>Writes a NumPy archive: <c>images</c> [N, H, W] or [N, H, W, C] of uint8 or uint16, and <c>labels</c> [N] of int32 where there are some.</summary>
internal sealed class NumpyOutput : FileOutput
{
    public NumpyOutput(string path, ImageOutputPlan plan)
        : base(path, plan, TemporaryFor(path))
    {
    }

    private protected override void Append(DecodedImage image, Stream samples)
    {
        var plane = image.Height * image.Width;
        var bytes = new byte[image.Samples.Length * (image.BitDepth / 8)];
        for (var i = 0; i < image.Samples.Length; i++)
        {
            var sample = image.Samples[(i % image.Channels * plane) + (i / image.Channels)];
            if (image.BitDepth == 8)
                bytes[i] = (byte)sample;
            else
                (bytes[2 * i], bytes[(2 * i) + 1]) = ((byte)sample, (byte)(sample >> 8));
        }

        samples.Write(bytes);
    }

    private protected override void Finish(Stream samples, Stream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var spec = Plan.Spec;
        int[] shape = spec.Channels == 1 ? [Written, spec.Height, spec.Width] : [Written, spec.Height, spec.Width, spec.Channels];
        using (var images = Begin(archive, "images", Plan.BitDepth == 8 ? "|u1" : "<u2", shape))
            samples.CopyTo(images);
        if (Labels.Count == 0)
            return;
        using var labels = Begin(archive, "labels", "<i4", [Labels.Count]);
        foreach (var label in Labels)
            labels.Write([(byte)label, (byte)(label >> 8), (byte)(label >> 16), (byte)(label >> 24)]);
    }

    /// <summary>Begins an array, with a header of version 1.0 that is padded to a multiple of 64 bytes, as numpy.lib.format asks.</summary>
    private static Stream Begin(ZipArchive archive, string name, string type, int[] shape)
    {
        const int Start = 10; // magic, version, length
        var axes = string.Join(", ", shape.Select(axis => axis.ToString(CultureInfo.InvariantCulture))) + (shape.Length == 1 ? "," : "");
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({axes}), }}";
        var length = ((Start + text.Length + 1 + 63) / 64 * 64) - Start;
        var stream = archive.CreateEntry($"{name}.npy", CompressionLevel.Optimal).Open();
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")]);
        return stream;
    }
}
