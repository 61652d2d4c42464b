namespace VaeOnnx.Trainer.Models;

/// <summary>A module whose layers do not start as drawn: <see cref="SeededInitialization"/> lets it change them afterwards.</summary>
internal interface IStartingWeights
{
    /// <summary>Changes the drawn weights in place.</summary>
    void SetStartingWeights();
}
