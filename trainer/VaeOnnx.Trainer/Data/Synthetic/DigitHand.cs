using System.Numerics;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// One writing of one digit: how the hand slants, bends, presses. Drawn from uniform numbers by sums, products,
/// quotients and square roots alone, which IEEE 754 rounds alike on every processor.
/// </summary>
internal readonly struct DigitHand
{
    /// <summary>The uniform numbers that one writing takes: 14 of its own and two for each point.</summary>
    public const int UniformCount = 14 + (2 * MaxPoints);

    /// <summary>The most points that a glyph's strokes have together.</summary>
    public const int MaxPoints = 24;

    private const float Pitch = 20f;
    private const float Wobble = 0.075f;

    private readonly Matrix3x2 _place;
    private readonly Vector2 _bend;

    private DigitHand(ReadOnlySpan<float> uniform)
    {
        var scale = new Vector2(Between(uniform[1], 0.65f, 1.35f), Between(uniform[2], 0.70f, 1.12f)) * Pitch;
        var slant = Between(uniform[3], -0.25f, 0.50f);
        var (cos, sin) = Turn(Between(uniform[4], -0.15f, 0.15f));
        var centre = new Vector2(Between(uniform[5], 12.2f, 15.8f), Between(uniform[6], 12.2f, 15.8f));
        _place = new Matrix3x2(cos * scale.X, sin * scale.X, -((slant * cos) + sin) * scale.Y, (cos - (slant * sin)) * scale.Y, centre.X, centre.Y);
        _bend = new Vector2(Between(uniform[7], -0.22f, 0.22f), Between(uniform[8], -0.22f, 0.22f));
        Variant = uniform[0];
        Radius = Between(uniform[9], 0.5f, 2.1f);
        Softness = Between(uniform[10], 0.45f, 1.1f);
        Ink = Between(uniform[11], 0.65f, 1f);
    }

    /// <summary>Which way of writing the digit, from 0 to below 1.</summary>
    public float Variant { get; }

    /// <summary>Half the width of the line, in pixels.</summary>
    public float Radius { get; }

    /// <summary>The width over which the line's edge fades, to either side, in pixels.</summary>
    public float Softness { get; }

    /// <summary>How white the line is, from 0 to 1.</summary>
    public float Ink { get; }

    public static DigitHand Draw(ReadOnlySpan<float> uniform) => new(uniform);

    /// <summary>Moves points of the unit square to their place in a 28x28 image, each a little off.</summary>
    /// <param name="points">The stroke's points.</param>
    /// <param name="uniform">Two uniform numbers a point.</param>
    /// <param name="placed">Receives the points, in pixels.</param>
    public void Place(ReadOnlySpan<Vector2> points, ReadOnlySpan<float> uniform, Span<Vector2> placed)
    {
        for (var i = 0; i < points.Length; i++)
        {
            var off = new Vector2(Between(uniform[2 * i], -Wobble, Wobble), Between(uniform[(2 * i) + 1], -Wobble, Wobble));
            var p = points[i] - new Vector2(0.5f) + off;
            p += new Vector2(_bend.X * ((p.Y * p.Y) - 0.08f), _bend.Y * ((p.X * p.X) - 0.04f)) * 2f;
            placed[i] = new Vector2((p.X * _place.M11) + (p.Y * _place.M21) + _place.M31, (p.X * _place.M12) + (p.Y * _place.M22) + _place.M32);
        }
    }

    /// <summary>Cosine and sine of twice the angle whose tangent is <paramref name="t"/>: a rotation without a call whose last bits depend on the platform.</summary>
    private static (float Cos, float Sin) Turn(float t) => ((1f - (t * t)) / (1f + (t * t)), 2f * t / (1f + (t * t)));

    private static float Between(float uniform, float from, float to) => from + (uniform * (to - from));
}
