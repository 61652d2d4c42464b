using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary>Writes images and says so.</summary>
internal static class ImageOutput
{
    public static void Write(string path, ImageSpec spec, ReadOnlyMemory<byte> images, Shell shell)
    {
        IdxFile.WriteImages(path, spec, images);
        shell.Wrote(OutputKind.Images, path, $"Wrote {Text.Count(images.Length / spec.Length)} images to {path}.");
    }

    public static void WriteSheet(string path, ReadOnlySpan<byte> images, ImageSpec spec, int columns, Shell shell)
    {
        AtomicFile.WriteAllBytes(path, ContactSheet.Encode(images, spec, columns));
        shell.Wrote(OutputKind.Sheet, path, $"Wrote a picture of {Text.Count(images.Length / spec.Length)} of them to {path}.");
    }
}
