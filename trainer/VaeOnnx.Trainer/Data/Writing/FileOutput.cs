namespace VaeOnnx.Trainer.Data;

/// <summary>An output that is one file, with its manifest beside it.</summary>
internal abstract class FileOutput : ImageOutput
{
    private readonly string _temporary;

    private protected FileOutput(string path, ImageOutputPlan plan, string temporary)
        : base(path, Free(path, plan), ManifestOf(temporary)) => _temporary = temporary;

    private protected List<int> Labels { get; } = [];

    /// <summary>A name beside the file that nobody else has.</summary>
    private protected static string TemporaryFor(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private protected sealed override string WriteOne(DecodedImage image, OutputImage from)
    {
        Append(image);
        if (from.Label is { } label)
            Labels.Add(label);
        return FormattableString.Invariant($"{Written}");
    }

    private protected sealed override void Publish()
    {
        Finish();
        File.Move(_temporary, Path, overwrite: true);
        File.Move(ManifestOf(_temporary), ManifestOf(Path), overwrite: true);
    }

    private protected override void Discard()
    {
        File.Delete(_temporary);
        File.Delete(ManifestOf(_temporary));
    }

    private protected abstract void Append(DecodedImage image);

    /// <summary>Ends and closes the temporary file.</summary>
    private protected abstract void Finish();

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
