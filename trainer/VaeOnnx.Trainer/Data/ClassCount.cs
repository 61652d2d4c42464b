namespace VaeOnnx.Trainer.Data;

/// <summary>How many images a class has.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Count">Its images.</param>
public sealed record ClassCount(string Name, int Count);
