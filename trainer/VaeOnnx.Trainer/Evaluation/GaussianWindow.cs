namespace VaeOnnx.Trainer.Evaluation;

/// <summary>Weighted means under an 11×11 Gaussian window of sigma 1.5 at every place where it lies within a plane; rows first, then columns.</summary>
internal sealed class GaussianWindow(int height, int width)
{
    public const int Size = 11;
    private const double Sigma = 1.5;

    private static readonly double[] Weights = CreateWeights();

    private readonly int _validWidth = width - Size + 1;
    private readonly int _validHeight = height - Size + 1;

    /// <summary>The means of x, or of x·y where <paramref name="squared"/>.</summary>
    public double[] Mean(ReadOnlySpan<float> x, ReadOnlySpan<float> y, bool squared)
    {
        var values = new double[x.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = squared ? (double)x[i] * y[i] : x[i];
        var rows = new double[height * _validWidth];
        for (var row = 0; row < height; row++)
            Convolve(values.AsSpan(row * width, width), rows.AsSpan(row * _validWidth, _validWidth), stride: 1);
        var means = new double[_validHeight * _validWidth];
        for (var row = 0; row < _validHeight; row++)
            Convolve(rows.AsSpan(row * _validWidth, Size * _validWidth), means.AsSpan(row * _validWidth, _validWidth), stride: _validWidth);
        return means;
    }

    private static void Convolve(ReadOnlySpan<double> source, Span<double> means, int stride)
    {
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < Size; k++)
                sum += Weights[k] * source[i + (k * stride)];
            means[i] = sum;
        }
    }

    private static double[] CreateWeights()
    {
        var weights = new double[Size];
        for (var k = 0; k < Size; k++)
            weights[k] = Math.Exp(-Math.Pow(k - (Size / 2), 2) / (2 * Sigma * Sigma));
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
