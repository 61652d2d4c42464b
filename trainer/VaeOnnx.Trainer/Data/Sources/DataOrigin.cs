namespace VaeOnnx.Trainer.Data;

/// <summary>Where data came from.</summary>
public enum DataOrigin
{
    /// <summary>The path that the caller named.</summary>
    Path,

    /// <summary>The folder named by the environment variable <c>VAEONNX_DATA</c>.</summary>
    Environment,

    /// <summary>MNIST in the user's cache folder, from an earlier download.</summary>
    Cache,

    /// <summary>MNIST, downloaded now from a public mirror.</summary>
    Download,

    /// <summary>The built-in synthetic digits.</summary>
    Synthetic,
}
