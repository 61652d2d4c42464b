using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

/// <summary>The transform against double precision, and its distribution.</summary>
[TestClass]
public sealed class NormalShapeTests
{
    // Some ten roundings of half a unit in the last place, 6e-8 each, and the polynomials' own 5e-9.
    private const double RelativeTolerance = 5e-7;

    private static IEnumerable<uint> Words
    {
        get
        {
            uint[] edges = [0, 1, 2, 3, 0x3FFFFFFF, 0x40000000, 0x7FFFFFFF, 0x80000000, 0xBFFFFFFF, 0xC0000000, 0xFFFFFF00, 0xFFFFFFFE, uint.MaxValue];
            return edges.Concat(Enumerable.Range(0, 200_000).Select(i => unchecked((uint)i * 2654435761u)));
        }
    }

    [TestMethod]
    public void MinusTwoLog_AllMagnitudes_MatchesDouble()
    {
        foreach (var word in Words)
        {
            // The float nearest to the odd number, as the transform sees it.
            var u = (double)(float)(int)((word >> 1) | 1) / 2147483648.0;
            var expected = -2 * Math.Log(u);
            var actual = NormalShape.MinusTwoLog<ScalarLanes, float, uint>(word);
            Assert.IsTrue(Math.Abs(actual - expected) <= RelativeTolerance * expected, $"word {word:x8}: expected {expected:R}, got {actual:R}");
        }
    }

    [TestMethod]
    public void CosSin_WholeCircle_MatchesDouble()
    {
        foreach (var word in Words)
        {
            var angle = ((word >> 30) + ((int)(word << 2) / 4294967296.0)) * (Math.PI / 2);
            NormalShape.CosSin<ScalarLanes, float, uint>(word, out var cos, out var sin);
            Assert.AreEqual(Math.Cos(angle), cos, 2e-7, $"word {word:x8}");
            Assert.AreEqual(Math.Sin(angle), sin, 2e-7, $"word {word:x8}");
        }
    }

    [TestMethod]
    public void MinusTwoLog_SmallestWord_IsTheLargestMagnitude() =>
        Assert.AreEqual(NormalShape.LargestMagnitude, Math.Sqrt(NormalShape.MinusTwoLog<ScalarLanes, float, uint>(0)), 1e-3);

    /// <summary>Moments of 2²⁰ numbers within five standard errors: √(1/n), √(2/n), √(6/n), √(24/n).</summary>
    [TestMethod]
    public void FillNormal_Million_HasTheMomentsOfTheNormal()
    {
        const int Count = 1 << 20;
        var numbers = new float[Count];
        SeededNoise.FillNormal(numbers, 32, seed: 217);
        var mean = numbers.Average(x => (double)x);
        var variance = numbers.Average(x => (x - mean) * (x - mean));
        var skewness = numbers.Average(x => Math.Pow((x - mean) / Math.Sqrt(variance), 3));
        var kurtosis = numbers.Average(x => Math.Pow((x - mean) / Math.Sqrt(variance), 4));
        Assert.AreEqual(0, mean, 5 * Math.Sqrt(1.0 / Count));
        Assert.AreEqual(1, variance, 5 * Math.Sqrt(2.0 / Count));
        Assert.AreEqual(0, skewness, 5 * Math.Sqrt(6.0 / Count));
        Assert.AreEqual(3, kurtosis, 5 * Math.Sqrt(24.0 / Count));
    }

    /// <summary>Kolmogorov and Smirnov: √n · D exceeds 1.95 with probability 0.001; the seed is fixed, so the test never flickers.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(20)]
    public void FillNormal_Distribution_IsTheNormal(int sampleLength)
    {
        const int Count = 200_000;
        var numbers = new float[Count];
        SeededNoise.FillNormal(numbers, sampleLength, seed: 3);
        Array.Sort(numbers);
        var distance = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var expected = NormalDistribution(numbers[i]);
            distance = Math.Max(distance, Math.Max(Math.Abs(((i + 1.0) / Count) - expected), Math.Abs(((double)i / Count) - expected)));
        }

        Assert.IsLessThan(1.95, Math.Sqrt(Count) * distance);
    }

    /// <summary>Neighbours in a row, the same place in the next sample, and the same place in the next draw are uncorrelated.</summary>
    [TestMethod]
    public void FillNormal_Neighbours_AreUncorrelated()
    {
        const int Length = 20;
        const int Count = 10_000 * Length;
        var noise = new float[Count];
        var next = new float[Count];
        SeededNoise.FillNormal(noise, Length, seed: 5);
        SeededNoise.FillNormal(next, Length, seed: 5, draw: 1);
        foreach (var lag in new[] { 1, 2, 3, 4, Length })
            Assert.AreEqual(0, Enumerable.Range(0, Count - lag).Average(i => (double)noise[i] * noise[i + lag]), 5 / Math.Sqrt(Count), $"lag {lag}");
        Assert.AreEqual(0, Enumerable.Range(0, Count).Average(i => (double)noise[i] * next[i]), 5 / Math.Sqrt(Count));
    }

    /// <summary>Φ(x) by the series of Marsaglia (2004), "Evaluating the normal distribution": exact to double's precision here.</summary>
    private static double NormalDistribution(double x)
    {
        var (sum, term, previous) = (x, x, 0.0);
        for (var i = 3; sum != previous; i += 2)
        {
            previous = sum;
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp((-0.5 * x * x) - 0.91893853320467274178));
    }
}
