namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Numbers from Poisson distributions by inversion, outwards from the mode: some √rate additions and divisions each, and nothing
/// but what IEEE 754 rounds the same everywhere, so that a seed gives the same counts on every machine.
/// </summary>
internal static class PoissonDraw
{
    private const double HalfStep = 1.0 / (1 << 25);

    // Below what 24 bits of a uniform can tell apart.
    private const double Negligible = 1e-12;

    /// <summary>The count for a uniform number.</summary>
    /// <param name="uniform">In [0, 1), in steps of 2⁻²⁴.</param>
    /// <param name="rate">The mean, at least 0.</param>
    public static int Of(float uniform, double rate)
    {
        var mode = (int)rate;
        var left = uniform + HalfStep;
        double above = AtMode(rate, mode), below = above;
        left -= above;
        for (var i = 1; left > 0; i++)
        {
            above *= rate / (mode + i);
            left -= above;
            if (left <= 0 || above < Negligible)
                return mode + i;
            below = i <= mode ? below * (mode - i + 1) / rate : 0;
            left -= below;
            if (left <= 0)
                return mode - i;
        }

        return mode;
    }

    /// <summary>The probability of the mode m = ⌊rate⌋: mᵐ e⁻ᵐ / m! at rate m, times (rate / m)ᵐ eᵐ⁻ʳᵃᵗᵉ.</summary>
    internal static double AtMode(double rate, int mode) =>
        mode == 0 ? Exp(-rate) : Peak(mode) * Power(rate / mode, mode) * Exp(mode - rate);

    // Stirling's series (NIST DLMF 5.11.3); at 16 its next term is 1e-14. Below, the product itself.
    private static double Peak(int m)
    {
        const int LeastForSeries = 16;
        if (m >= LeastForSeries)
        {
            var inverse = 1.0 / m;
            var square = inverse * inverse;
            return Exp(-inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square / 1680))))))) / Math.Sqrt(2 * Math.PI * m);
        }

        var product = 1.0;
        for (var k = 1; k <= m; k++)
            product *= m / (k * Math.E);
        return product;
    }

    private static double Power(double number, int exponent)
    {
        var power = 1.0;
        for (; exponent > 0; exponent >>= 1, number *= number)
            power *= (exponent & 1) == 1 ? number : 1;
        return power;
    }

    // Taylor's series for |x| <= 1, to below 1e-18.
    private static double Exp(double x)
    {
        const int Terms = 20;
        var sum = 1.0;
        for (var k = Terms; k > 0; k--)
            sum = 1 + (x / k * sum);
        return sum;
    }
}
