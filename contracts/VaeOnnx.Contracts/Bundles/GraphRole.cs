namespace VaeOnnx.Contracts;

/// <summary>What a graph of a bundle does. The role is also its file's name: <c>encoder.onnx</c>.</summary>
public enum GraphRole
{
    /// <summary><c>images</c> → <c>mu</c>, <c>logVar</c> of the approximate posterior q(z|x).</summary>
    Encoder,

    /// <summary><c>z</c> → <c>reconstruction</c>.</summary>
    Decoder,

    /// <summary><c>images</c> (noisy) → <c>reconstruction</c> (clean).</summary>
    Denoiser,

    /// <summary><c>images</c> → <c>logits</c>, one a class.</summary>
    Classifier,
}
