namespace VaeOnnx.Trainer.Augmentation;

/// <summary>A random change of where each pixel is read from. What a sample gets is a function of (seed, sample index, draw) alone. Immutable, thread-safe.</summary>
public interface IDeformation
{
    /// <summary>Adds its displacements: output pixel (x, y) reads the input at (x + dx, y + dy), in pixels.</summary>
    /// <param name="field">The displacements so far, of an image's size; changed in place.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="sampleIndex">The sample's index in the whole data, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    void AddTo(DisplacementField field, ulong seed, long sampleIndex, int draw);
}
