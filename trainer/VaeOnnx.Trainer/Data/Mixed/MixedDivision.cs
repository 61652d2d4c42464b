namespace VaeOnnx.Trainer.Data;

/// <summary>Images of mixed sizes and what each is for; no image is in two parts.</summary>
/// <param name="Training">Fitted to.</param>
/// <param name="Validation">Choose the epoch.</param>
/// <param name="Test">Looked at once, at the end; null where there are none.</param>
/// <param name="Split">Where the parts came from, for the manifest.</param>
public sealed record MixedDivision(MixedImages Training, MixedImages Validation, MixedImages? Test, string Split);
