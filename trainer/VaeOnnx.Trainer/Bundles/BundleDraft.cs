using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>
/// A whole bundle under a temporary name beside its final one: loadable by the runtime for measuring, published by a rename.
/// Until <see cref="Publish"/> a bundle that has the final name stays as it is; when disposed before, nothing remains. Not thread-safe.
/// </summary>
public sealed class BundleDraft : IDisposable
{
    private readonly BundleFolder _folder;

    private BundleDraft(BundleFolder folder, BundleManifest manifest) => (_folder, Manifest) = (folder, manifest);

    /// <summary>Where the draft lies: for reading, gone after <see cref="Publish"/> and <see cref="Dispose"/>.</summary>
    public string Folder => _folder.Temporary;

    /// <summary>The manifest as it is now.</summary>
    public BundleManifest Manifest { get; private set; }

    /// <summary>Exports the models, proves each graph on held-out images, and writes graphs and manifest to a temporary folder.</summary>
    /// <param name="folder">The bundle's final folder, such as <c>artifacts/demo</c>: free, empty, or an older bundle.</param>
    /// <param name="content">The models and what is to be known of them.</param>
    /// <exception cref="ArgumentException">There is no model, no held-out image, or a model of other images.</exception>
    /// <exception cref="Export.ExportException">A model cannot be expressed as a graph.</exception>
    /// <exception cref="BundleException">A graph differs from its model (it says where), or the folder holds something else than a bundle.</exception>
    public static BundleDraft Create(string folder, BundleContent content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(content);
        return Create(folder, write => BundleExport.Run(folder, content, write));
    }

    /// <summary>Writes files that are ready, such as graphs that were made out of another bundle's.</summary>
    /// <param name="folder">The bundle's final folder: free, empty, or an older bundle.</param>
    /// <param name="manifest">Describes the files.</param>
    /// <param name="files">Graphs and probes by their names in the manifest.</param>
    /// <exception cref="BundleException">The folder holds something else than a bundle.</exception>
    public static BundleDraft Create(string folder, BundleManifest manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(files);
        return Create(folder, write =>
        {
            foreach (var (name, bytes) in files)
                write(name, bytes);
            return manifest;
        });
    }

    private static BundleDraft Create(string folder, Func<Action<string, ReadOnlyMemory<byte>>, BundleManifest> write)
    {
        var bundleFolder = new BundleFolder(folder);
        try
        {
            var draft = new BundleDraft(bundleFolder, write(bundleFolder.Write));
            draft.WriteManifest();
            return draft;
        }
        catch
        {
            bundleFolder.Dispose();
            throw;
        }
    }

    /// <summary>Describes the same files anew, such as with what a proof found that had to load them.</summary>
    /// <param name="manifest">Takes the manifest's place.</param>
    public void Describe(BundleManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Manifest = manifest;
        WriteManifest();
    }

    /// <summary>Adds what was measured with the draft.</summary>
    /// <param name="metrics">Such as <c>denoiser.psnr_gain_db</c>; a name that is there already gets the new value.</param>
    public void AddMetrics(IReadOnlyDictionary<string, double> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        Manifest = Manifest with { Metrics = BundleExport.Sorted(Manifest.Metrics.Concat(metrics)) };
        WriteManifest();
    }

    /// <summary>Adds the report, <c>report.html</c>.</summary>
    /// <param name="html">The file's bytes.</param>
    public void WriteReport(ReadOnlyMemory<byte> html) => _folder.Write(BundleFolder.ReportName, html);

    /// <summary>Gives the draft its final name, in place of an older bundle.</summary>
    /// <returns>The manifest.</returns>
    /// <exception cref="BundleException">The folder now holds something else than a bundle.</exception>
    public BundleManifest Publish()
    {
        _folder.Commit();
        return Manifest;
    }

    /// <summary>Deletes the draft unless it was published.</summary>
    public void Dispose() => _folder.Dispose();

    // Read back first: what no reader would take is not written.
    private void WriteManifest()
    {
        var json = Manifest.ToUtf8Json();
        BundleManifest.Parse(json, Path.Combine(Folder, BundleManifest.FileName));
        _folder.Write(BundleManifest.FileName, json);
    }
}
