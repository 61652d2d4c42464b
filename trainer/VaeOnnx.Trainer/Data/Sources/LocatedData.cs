namespace VaeOnnx.Trainer.Data;

/// <summary>Data, and why it is this data.</summary>
/// <param name="Data">The images.</param>
/// <param name="Origin">Where they came from.</param>
/// <param name="Explanation">One line for people: which source was used, and why not the ones before it.</param>
/// <param name="Report">What was found when it was read.</param>
public sealed record LocatedData(DataParts Data, DataOrigin Origin, string Explanation, ImageReadReport Report);
