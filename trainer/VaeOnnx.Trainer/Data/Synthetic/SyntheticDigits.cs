using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Hand-written-looking digits drawn from strokes, 28x28 grey, white on black: data for machines without a network.
/// An image depends on the seed and its own index alone: the same bytes in any batching, on any processor.
/// </summary>
public static class SyntheticDigits
{
    /// <summary>The name of such a data set.</summary>
    public const string Name = "synthetic-digits";

    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>Draws of the noise for this alone ("HAND", "LABL"), so that whatever else uses the seed is independent of the pictures.</summary>
    private const int HandDraw = 0x48414E44;
    private const int LabelDraw = 0x4C41424C;

    private static readonly ImageSpec s_spec = new() { Channels = 1, Height = Side, Width = Side };
    private static readonly string[] s_classNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Draws labelled digits; every ten consecutive indices that begin at a multiple of ten hold each class once, shuffled.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSampleIndex">The index of the first image, from 0; ranges that do not overlap give different images.</param>
    public static ImageSet Create(int count, ulong seed, long firstSampleIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(firstSampleIndex);
        var pixels = new byte[checked(count * s_spec.Length)];
        var labels = new int[count];
        Parallel.For(0, count, () => new List<(Vector2, Vector2)>(), (i, _, segments) =>
        {
            labels[i] = LabelOf(firstSampleIndex + i, seed);
            DrawDigit(labels[i], firstSampleIndex + i, seed, segments, pixels.AsSpan(i * s_spec.Length, s_spec.Length));
            return segments;
        }, _ => { });
        return new ImageSet(Name, s_spec, pixels, labels, s_classNames);
    }

    /// <summary>Draws a training and a test set that share no index.</summary>
    /// <param name="trainCount">How many training images.</param>
    /// <param name="testCount">How many test images.</param>
    /// <param name="seed">The seed.</param>
    public static DataParts CreateTrainTest(int trainCount, int testCount, ulong seed) =>
        new(Create(trainCount, seed), Test: Create(testCount, seed, trainCount));

    /// <summary>Each ten indices hold the classes in the order of ten random keys.</summary>
    private static int LabelOf(long sampleIndex, ulong seed)
    {
        Span<float> keys = stackalloc float[Classes];
        SeededNoise.FillUniform(keys, Classes, seed, sampleIndex / Classes, LabelDraw);
        Span<int> classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        keys.Sort(classes);
        return classes[(int)(sampleIndex % Classes)];
    }

    private static void DrawDigit(int label, long sampleIndex, ulong seed, List<(Vector2 From, Vector2 To)> segments, Span<byte> image)
    {
        Span<float> uniform = stackalloc float[DigitHand.UniformCount];
        SeededNoise.FillUniform(uniform, uniform.Length, seed, sampleIndex, HandDraw);
        var hand = DigitHand.Draw(uniform);
        var variants = DigitGlyphs.All[label];
        var wobble = uniform[^(2 * DigitHand.MaxPoints)..];
        Span<Vector2> points = stackalloc Vector2[DigitHand.MaxPoints];
        segments.Clear();
        foreach (var stroke in variants[(int)(hand.Variant * variants.Length)])
        {
            var placed = points[..stroke.Points.Length];
            hand.Place(stroke.Points, wobble, placed);
            stroke.Flatten(placed, segments);
            wobble = wobble[(2 * placed.Length)..];
        }

        StrokeRasterizer.Draw(segments, hand, Side, image);
    }
}
