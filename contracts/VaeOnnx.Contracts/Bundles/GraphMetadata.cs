namespace VaeOnnx.Contracts;

/// <summary>The keys of the ONNX metadata that ties a graph to its bundle.</summary>
public static class GraphMetadata
{
    /// <summary>The graph's role, as <see cref="GraphRoleExtensions.ToName"/> spells it.</summary>
    public const string Role = "vaeonnx.role";

    /// <summary>The <see cref="BundleManifest.BundleId"/> that the graph belongs to.</summary>
    public const string BundleId = "vaeonnx.bundle_id";

    /// <summary>The <see cref="BundleManifest.SchemaVersion"/> that the graph was written for.</summary>
    public const string SchemaVersion = "vaeonnx.schema_version";
}
