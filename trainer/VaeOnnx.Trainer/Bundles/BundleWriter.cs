using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>Writes trained models as a bundle: the graphs, each proved on held-out images, and the manifest; all of it or nothing.</summary>
public static class BundleWriter
{
    /// <summary>Exports, proves and publishes in one go; <see cref="BundleDraft"/> does it in steps.</summary>
    /// <param name="folder">The bundle's folder, such as <c>artifacts/demo</c>: free, empty, or an older bundle, which is replaced.</param>
    /// <param name="content">The models and what is to be known of them.</param>
    /// <returns>The manifest as written. The same content gives the same bytes in every file.</returns>
    /// <exception cref="ArgumentException">There is no model, no held-out image, or a model of other images.</exception>
    /// <exception cref="Export.ExportException">A model cannot be expressed as a graph.</exception>
    /// <exception cref="BundleException">A graph differs from its model (it says where), or the folder holds something else than a bundle.</exception>
    public static BundleManifest Write(string folder, BundleContent content)
    {
        using var draft = BundleDraft.Create(folder, content);
        return draft.Publish();
    }

    /// <summary>Refuses a folder that a bundle could not take, before the work and not after it.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <exception cref="BundleException">It holds something else than a bundle.</exception>
    public static void RequireReplaceable(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        BundleFolder.ThrowIfNotReplaceable(folder);
    }
}
