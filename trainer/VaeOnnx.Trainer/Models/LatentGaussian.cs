using MathNet.Numerics.LinearAlgebra;

namespace VaeOnnx.Trainer.Models;

/// <summary>A Gaussian of a full covariance over z.</summary>
internal sealed class LatentGaussian
{
    private readonly Vector<double> _mean;
    private readonly Matrix<double> _factor;

    /// <summary>Takes its parameters.</summary>
    /// <param name="mean">[LatentDim].</param>
    /// <param name="covariance">[LatentDim, LatentDim], positive definite.</param>
    public LatentGaussian(Vector<double> mean, Matrix<double> covariance)
    {
        var cholesky = covariance.Cholesky();
        (_mean, _factor) = (mean, cholesky.Factor);
        DivergenceFromPrior = 0.5 * (covariance.Trace() + mean.DotProduct(mean) - mean.Count - cholesky.DeterminantLn);
    }

    public int Dimension => _mean.Count;

    /// <summary>KL(this ‖ N(0, I)) in nats: (tr Σ + m·m − D − ln det Σ) / 2.</summary>
    public double DivergenceFromPrior { get; }

    /// <summary>Turns a sample of N(0, I) into one of this: m + L·epsilon.</summary>
    /// <param name="z">[LatentDim].</param>
    public void Place(Span<float> z)
    {
        // From the last: L is lower triangular, so that what is overwritten is needed no more.
        for (var i = z.Length - 1; i >= 0; i--)
        {
            var value = _mean[i];
            for (var k = 0; k <= i; k++)
                value += _factor[i, k] * z[k];
            z[i] = (float)value;
        }
    }
}
