using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>A random rotation, scaling and shift about the image's centre, each drawn uniformly from its range.</summary>
public sealed record AffineDeformation : IDeformation
{
    /// <summary>The largest rotation either way, in degrees.</summary>
    public float Rotation { get; init; } = 15f;

    /// <summary>Sizes are multiplied by 1 − Scale to 1 + Scale; below 1.</summary>
    public float Scale { get; init; } = 0.1f;

    /// <summary>The largest shift either way and along each axis, as a share of the side: 1/14 is 2 pixels of 28.</summary>
    public float Shift { get; init; } = 1f / 14f;

    /// <inheritdoc/>
    public void AddTo(DisplacementField field, ulong seed, long sampleIndex, int draw)
    {
        ArgumentNullException.ThrowIfNull(field);
        Span<float> uniform = stackalloc float[4];
        SeededNoise.FillUniform(uniform, uniform.Length, RandomStream.Affine.Derive(seed), sampleIndex, draw);
        var angle = Between(-Rotation, Rotation, uniform[0]) * (MathF.PI / 180f);
        var inverseScale = 1f / Between(1f - Scale, 1f + Scale, uniform[1]);
        var (sin, cos) = MathF.SinCos(angle);
        Add(field, cos * inverseScale, sin * inverseScale, Between(-Shift, Shift, uniform[2]) * field.Width, Between(-Shift, Shift, uniform[3]) * field.Height);
    }

    private static void Add(DisplacementField field, float cos, float sin, float shiftX, float shiftY)
    {
        var (centreX, centreY) = ((field.Width - 1) / 2f, (field.Height - 1) / 2f);
        var dx = field.Dx;
        var dy = field.Dy;
        for (var row = 0; row < field.Height; row++)
        {
            var y = row - centreY;
            for (var column = 0; column < field.Width; column++)
            {
                var x = column - centreX;
                var at = (row * field.Width) + column;
                dx[at] += (cos * x) - (sin * y) + shiftX - x;
                dy[at] += (sin * x) + (cos * y) + shiftY - y;
            }
        }
    }

    private static float Between(float min, float max, float uniform) => min + (uniform * (max - min));
}
