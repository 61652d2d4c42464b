namespace VaeOnnx.Trainer.Data;

/// <summary>An output that is one file, with its manifest beside it. Samples wait in a file of their own, since the header before them tells their number.</summary>
internal abstract class FileOutput : ImageOutput
{
    private readonly string _temporary;
    private readonly FileStream _samples;

    private protected FileOutput(string path, ImageOutputPlan plan, string temporary)
        : base(path, Free(path, plan), ManifestOf(temporary))
    {
        _temporary = temporary;
        _samples = new FileStream($"{temporary}.samples", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
    }

    private protected List<int> Labels { get; } = [];

    /// <summary>A name beside the file that nobody else has.</summary>
    private protected static string TemporaryFor(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private protected sealed override string WriteOne(DecodedImage image, OutputImage from)
    {
        Append(image, _samples);
        if (from.Label is { } label)
            Labels.Add(label);
        return FormattableString.Invariant($"{Written}");
    }

    private protected sealed override void Publish()
    {
        using (var file = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite))
        {
            _samples.Position = 0;
            Finish(_samples, file);
            file.Flush(flushToDisk: true);
        }

        File.Move(_temporary, Path, overwrite: true);
        File.Move(ManifestOf(_temporary), ManifestOf(Path), overwrite: true);
    }

    private protected sealed override void Discard()
    {
        _samples.Dispose();
        File.Delete(_temporary);
        File.Delete(ManifestOf(_temporary));
    }

    /// <summary>Adds an image's samples to those of the images before it.</summary>
    private protected abstract void Append(DecodedImage image, Stream samples);

    /// <summary>Writes the file: its header, which says how many images there are, and their samples.</summary>
    private protected abstract void Finish(Stream samples, Stream file);

    private static string ManifestOf(string path) => path + ".jsonl";

    private static ImageOutputPlan Free(string path, ImageOutputPlan plan)
    {
        ThrowIfTaken(path, plan.Overwrite);
        ThrowIfTaken(ManifestOf(path), plan.Overwrite);
        if (plan.LabelsPath is not null)
            ThrowIfTaken(plan.LabelsPath, plan.Overwrite);
        return plan;
    }
}
