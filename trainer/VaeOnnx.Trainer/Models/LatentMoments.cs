using MathNet.Numerics.LinearAlgebra;

namespace VaeOnnx.Trainer.Models;

/// <summary>Sums over the posteriors of one class's images, from which its Gaussian comes.</summary>
internal sealed class LatentMoments(int latentDim)
{
    private readonly Vector<double> _sum = Vector<double>.Build.Dense(latentDim);
    private readonly Matrix<double> _products = Matrix<double>.Build.Dense(latentDim, latentDim);

    public int Count { get; private set; }

    private Vector<double> Mean => _sum / Count;

    /// <summary>Adds an image's posterior N(mu, diag(exp(logVar))).</summary>
    public void Add(ReadOnlySpan<float> mu, ReadOnlySpan<float> logVar)
    {
        for (var i = 0; i < mu.Length; i++)
        {
            if (!float.IsFinite(mu[i]) || !float.IsFinite(logVar[i]))
                throw new ArgumentException(FormattableString.Invariant($"Unit {i} of an image is N({mu[i]}, exp({logVar[i]}))."), nameof(mu));
            _sum[i] += mu[i];
            _products[i, i] += Math.Exp(logVar[i]);
            for (var k = 0; k < mu.Length; k++)
                _products[i, k] += (double)mu[i] * mu[k];
        }

        Count++;
    }

    /// <summary>One Gaussian a class, each covariance drawn towards the mean one within the classes: the mean of an inverse Wishart posterior with as many prior observations as z has units.</summary>
    public static LatentGaussian[] Fit(IReadOnlyList<LatentMoments> classes)
    {
        var within = classes.Aggregate(classes[0].Scatter() * 0.0, (sum, one) => sum + one.Scatter()) / classes.Sum(one => one.Count);
        return [.. classes.Select(one => new LatentGaussian(one.Mean, (one.Scatter() + (within * one._sum.Count)) / (one.Count + one._sum.Count)))];
    }

    /// <summary>Count times the covariance.</summary>
    private Matrix<double> Scatter() => _products - (_sum.OuterProduct(_sum) / Count);
}
