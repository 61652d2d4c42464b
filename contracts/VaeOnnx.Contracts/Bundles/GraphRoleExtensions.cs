namespace VaeOnnx.Contracts;

/// <summary>The spelling of a <see cref="GraphRole"/> in files.</summary>
public static class GraphRoleExtensions
{
    /// <summary>The role in lower case, as manifests and graph metadata spell it.</summary>
    /// <param name="role">The role.</param>
    public static string ToName(this GraphRole role) => role switch
    {
        GraphRole.Encoder => "encoder",
        GraphRole.Decoder => "decoder",
        GraphRole.Denoiser => "denoiser",
        GraphRole.Classifier => "classifier",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown graph role."),
    };

    /// <summary>The graph's file inside the bundle's folder.</summary>
    /// <param name="role">The role.</param>
    public static string ToFileName(this GraphRole role) => role.ToName() + ".onnx";
}
