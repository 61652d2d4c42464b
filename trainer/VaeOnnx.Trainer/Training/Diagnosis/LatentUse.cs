namespace VaeOnnx.Trainer.Training;

/// <summary>What a level of a ladder VAE's latents is worth: what they tell, and what is lost without them. All PSNR in dB, means over images.</summary>
/// <param name="Level">The level, 0 the one of the most pixels; null: all levels at once.</param>
/// <param name="KlDivergence">In nats an image.</param>
/// <param name="PsnrOfZeros">Of the images decoded with zeros in place of this level's latents, the others left.</param>
/// <param name="PsnrOfOthers">Of the images decoded with another image's latents of this level, the others left.</param>
public sealed record LatentUse(int? Level, double KlDivergence, double PsnrOfZeros, double PsnrOfOthers);
