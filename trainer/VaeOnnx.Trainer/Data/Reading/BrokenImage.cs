namespace VaeOnnx.Trainer.Data;

/// <summary>A file that was skipped.</summary>
/// <param name="Path">Relative to the data's folder.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record BrokenImage(string Path, string Reason);
