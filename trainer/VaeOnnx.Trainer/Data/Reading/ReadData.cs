namespace VaeOnnx.Trainer.Data;

/// <summary>Images, and what was found when they were read.</summary>
/// <param name="Parts">The images, divided as the data is.</param>
/// <param name="Report">What was found.</param>
public sealed record ReadData(DataParts Parts, ImageReadReport Report);
