using System.Numerics;

namespace VaeOnnx.Trainer.Data;

/// <summary>Draws lines with soft round edges: each pixel's value follows from its distance to the nearest line.</summary>
internal static class StrokeRasterizer
{
    /// <summary>Draws into an image.</summary>
    /// <param name="segments">The lines, in pixels; the centre of the first pixel is (0.5, 0.5).</param>
    /// <param name="hand">The line's width, softness and ink.</param>
    /// <param name="side">The image's width and height.</param>
    /// <param name="image">Receives side·side bytes.</param>
    public static void Draw(List<(Vector2 From, Vector2 To)> segments, in DigitHand hand, int side, Span<byte> image)
    {
        Span<float> squaredDistance = stackalloc float[side * side];
        squaredDistance.Fill(float.MaxValue);
        var reach = hand.Radius + hand.Softness;
        foreach (var (from, to) in segments)
            Approach(from, to, reach, side, squaredDistance);
        for (var i = 0; i < squaredDistance.Length; i++)
            image[i] = squaredDistance[i] < reach * reach ? Shade(MathF.Sqrt(squaredDistance[i]), hand) : (byte)0;
    }

    /// <summary>Lowers the squared distance of every pixel within reach of one line.</summary>
    private static void Approach(Vector2 from, Vector2 to, float reach, int side, Span<float> squaredDistance)
    {
        var along = to - from;
        var lengthSquared = Math.Max(Dot(along, along), 1e-12f);
        var (left, right) = (First(Math.Min(from.X, to.X) - reach), Last(Math.Max(from.X, to.X) + reach, side));
        var (top, bottom) = (First(Math.Min(from.Y, to.Y) - reach), Last(Math.Max(from.Y, to.Y) + reach, side));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var offset = new Vector2(x + 0.5f, y + 0.5f) - from;
                var away = offset - (along * Math.Clamp(Dot(offset, along) / lengthSquared, 0f, 1f));
                ref var nearest = ref squaredDistance[(y * side) + x];
                nearest = Math.Min(nearest, Dot(away, away));
            }
        }
    }

    /// <summary>White within the radius less the softness, black beyond the radius plus the softness, a smoothstep between.</summary>
    private static byte Shade(float distance, in DigitHand hand)
    {
        var t = Math.Clamp((hand.Radius + hand.Softness - distance) / (2f * hand.Softness), 0f, 1f);
        return (byte)((t * t * (3f - (2f * t)) * hand.Ink * 255f) + 0.5f);
    }

    /// <summary>Written out: the library's may fuse or reorder, and then the last bit depends on the processor.</summary>
    private static float Dot(Vector2 a, Vector2 b) => (a.X * b.X) + (a.Y * b.Y);

    private static int First(float position) => Math.Max((int)MathF.Floor(position), 0);

    private static int Last(float position, int side) => Math.Min((int)MathF.Floor(position), side - 1);
}
