using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>Images on their way to their output, and to a sheet of some of them.</summary>
internal sealed class ImageWriting(ImageOutput output, ImageOutputPlan plan, string path, string? sheetPath) : IDisposable
{
    /// <summary>Whether somebody wants a picture.</summary>
    public bool HasSheet => sheetPath is not null;

    /// <summary>Writes images.</summary>
    /// <param name="values">N·C·H·W values in the pixel range.</param>
    /// <param name="from">Where the i-th of them came from.</param>
    public void Write(ReadOnlySpan<float> values, Func<int, OutputImage> from)
    {
        var length = plan.Spec.Length;
        for (var i = 0; i < values.Length / length; i++)
            output.Write(values.Slice(i * length, length), from(i));
    }

    /// <summary>Puts everything under its name and says so.</summary>
    /// <param name="sheet">The picture's images, row by row; used where somebody wants one.</param>
    /// <param name="columns">Images a row.</param>
    /// <param name="shell">Where to say it.</param>
    public void Complete(Func<byte[]> sheet, int columns, Shell shell)
    {
        output.Complete();
        shell.Wrote(OutputKind.Images, path, $"Wrote {Text.Count(output.Written)} images to {path}; where each came from is in {ManifestPath}.");
        if (plan.LabelsPath is { } labels)
            shell.Wrote(OutputKind.Labels, labels, $"Wrote their labels to {labels}.");
        else if (plan.Storage == ImageStorage.Idx && plan.ClassNames.Count > 0)
            shell.Line($"Note: the labels are in {ManifestPath} only, since no name for an IDX file of labels follows from {Path.GetFileName(path)}; --labels-out FILE writes one.");
        if (sheetPath is not null)
            WriteSheet(sheetPath, sheet(), plan.Spec, columns, shell);
    }

    /// <summary>Writes some images as one picture.</summary>
    public static void WriteSheet(string path, ReadOnlySpan<byte> images, ImageSpec spec, int columns, Shell shell)
    {
        AtomicFile.WriteAllBytes(path, ContactSheet.Encode(images, spec, columns, isWebp: Path.GetExtension(path).Equals(".webp", StringComparison.OrdinalIgnoreCase)));
        shell.Wrote(OutputKind.Sheet, path, $"Wrote a picture of {Text.Count(images.Length / spec.Length)} images to {path}.");
    }

    public void Dispose() => output.Dispose();

    private string ManifestPath => plan.Storage is ImageStorage.Folder or ImageStorage.Listing ? Path.Combine(path, "manifest.jsonl") : $"{path}.jsonl";
}
