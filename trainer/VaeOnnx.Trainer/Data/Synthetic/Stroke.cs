using System.Numerics;

namespace VaeOnnx.Trainer.Data;

/// <summary>One movement of the pen through points of the unit square (x right, y down), along a curve or along straight lines.</summary>
internal sealed record Stroke(bool IsCurve, bool IsClosed, params Vector2[] Points)
{
    private const int StepsPerSpan = 6;

    public static Stroke Line(params Vector2[] points) => new(false, false, points);

    public static Stroke Curve(params Vector2[] points) => new(true, false, points);

    public static Stroke Loop(params Vector2[] points) => new(true, true, points);

    /// <summary>Appends the stroke as a chain of short straight lines.</summary>
    /// <param name="points">The stroke's points as they lie now, moved from <see cref="Points"/>.</param>
    /// <param name="segments">Receives the ends of each short line.</param>
    public void Flatten(ReadOnlySpan<Vector2> points, List<(Vector2 From, Vector2 To)> segments)
    {
        var spans = IsClosed ? points.Length : points.Length - 1;
        var last = points[0];
        for (var span = 0; span < spans; span++)
        {
            for (var step = 1; step <= (IsCurve ? StepsPerSpan : 1); step++)
            {
                var next = IsCurve ? OnCurve(points, span, step / (float)StepsPerSpan) : points[span + 1];
                segments.Add((last, next));
                last = next;
            }
        }
    }

    /// <summary>A uniform Catmull-Rom spline (Catmull and Rom 1974): it passes through its points, and needs sums and products only.</summary>
    private Vector2 OnCurve(ReadOnlySpan<Vector2> points, int span, float t)
    {
        var (a, b, c, d) = (At(points, span - 1), At(points, span), At(points, span + 1), At(points, span + 2));
        return 0.5f * ((2f * b) + ((c - a) * t) + (((2f * a) - (5f * b) + (4f * c) - d) * (t * t)) + (((3f * b) - a - (3f * c) + d) * (t * t * t)));
    }

    private Vector2 At(ReadOnlySpan<Vector2> points, int index) =>
        IsClosed ? points[(index + points.Length) % points.Length] : points[Math.Clamp(index, 0, points.Length - 1)];
}
