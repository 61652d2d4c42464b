namespace VaeOnnx.Trainer.Data;

/// <summary>Where the reading of images stands.</summary>
/// <param name="Done">Images read and checked.</param>
/// <param name="Total">How many there are.</param>
public sealed record ReadProgress(int Done, int Total);
