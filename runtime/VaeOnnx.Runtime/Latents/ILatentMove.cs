namespace VaeOnnx.Runtime;

/// <summary>What becomes of latents between an encoder's output and a decoder's input.</summary>
internal interface ILatentMove
{
    /// <summary>Reads mu and logVar from the encoder's outputs and writes z into the decoder's input.</summary>
    void Move(Workspace encoder, Workspace decoder, Batch batch);

    /// <summary>As <see cref="Move"/> from mu = 0 and logVar = 0, the prior: for a latent that says how an image changes and not what it shows.</summary>
    void MoveFromPrior(Workspace decoder, Batch batch);
}
