namespace VaeOnnx.Trainer.Data;

/// <summary>Images to fit models to, and images that are looked at once, at the end.</summary>
/// <param name="Train">The training images; a validation split is taken from them.</param>
/// <param name="Test">The test images, of the same size and classes.</param>
public sealed record TrainTestSet(ImageSet Train, ImageSet Test);
