namespace VaeOnnx.Trainer.Training;

/// <summary>What random numbers are drawn for. Each purpose has its own seed, so that no two share a number.</summary>
internal enum RandomStream
{
    Order = 1,
    Epsilon = 2,
    ValidationEpsilon = 3,
    NoiseChoice = 4,
    NoisePixels = 5,
    ValidationNoise = 6,
    Affine = 7,
    Elastic = 8,
    Partner = 9,
    Layers = 10,
    BlindSpot = 11,
    Patch = 12,
}
