using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>
/// A folder that is filled under a temporary name beside its target and then takes the target's place. Until <see cref="Commit"/>
/// the target is as it was; when disposed before, nothing remains.
/// </summary>
internal sealed class BundleFolder : IDisposable
{
    public const string ReportName = "report.html";

    private readonly string _target;
    private readonly string _replaced;

    public BundleFolder(string target)
    {
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        Temporary = FormattableString.Invariant($"{_target}.{Environment.ProcessId}.tmp");
        _replaced = $"{_target}.replaced";
        Recover();
        ThrowIfNotReplaceable();
        DeleteIfThere(Temporary);
        Directory.CreateDirectory(Temporary);
    }

    public string Temporary { get; }

    public void Write(string name, ReadOnlyMemory<byte> bytes) => AtomicFile.WriteAllBytes(Path.Combine(Temporary, name), bytes);

    public void Commit()
    {
        // Checked again: the export between took its time.
        ThrowIfNotReplaceable();
        if (!Directory.Exists(_target))
        {
            Directory.Move(Temporary, _target);
            return;
        }

        Directory.Move(_target, _replaced);
        try
        {
            Directory.Move(Temporary, _target);
        }
        catch
        {
            Directory.Move(_replaced, _target);
            throw;
        }

        Directory.Delete(_replaced, recursive: true);
    }

    public void Dispose() => DeleteIfThere(Temporary);

    // A writer that was killed between the two renames of a commit left the old bundle under its other name, or both.
    private void Recover()
    {
        if (!Directory.Exists(_replaced))
            return;
        if (Directory.Exists(_target))
            Directory.Delete(_replaced, recursive: true);
        else
            Directory.Move(_replaced, _target);
    }

    private void ThrowIfNotReplaceable() => ThrowIfNotReplaceable(_target);

    // Only what is a bundle and nothing else may be deleted.
    public static void ThrowIfNotReplaceable(string target)
    {
        if (File.Exists(target))
            throw new BundleException(target, "a folder or a free name", "a file", "Choose another name.");
        if (!Directory.Exists(target) || !Directory.EnumerateFileSystemEntries(target).Any())
            return;
        if (!File.Exists(Path.Combine(target, BundleManifest.FileName)))
            throw new BundleException(target, "a bundle or a free name", "a folder of other files", "Choose another name: only bundles are replaced.");
        var foreign = Directory.EnumerateFileSystemEntries(target).FirstOrDefault(entry => !IsOurs(entry));
        if (foreign is not null)
            throw new BundleException(target, "a bundle's own files only", $"'{Path.GetFileName(foreign)}'", "Move it away or choose another name: replacing the bundle would delete it.");
    }

    private static bool IsOurs(string entry) =>
        !Directory.Exists(entry)
        && (Path.GetFileName(entry) is BundleManifest.FileName or ReportName or ProbeFile.Name or SplitFile.Name || Path.GetExtension(entry) == ".onnx");

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
