using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Evaluation;

/// <summary>
/// How probable images are under a VAE: the importance-weighted bound log (1/k) Σ p(x|zᵢ) p(zᵢ) / q(zᵢ|x), zᵢ ~ q(z|x)
/// (Burda, Grosse &amp; Salakhutdinov 2016, arXiv 1509.00519, equation 8), beside the ELBO over the same samples.
/// </summary>
public static class LikelihoodEstimator
{
    private static readonly double Log2Pi = Math.Log(2 * Math.PI);

    /// <summary>Estimates; the same images, model and options give the same numbers.</summary>
    /// <param name="vae">The VAE; it is left in eval mode.</param>
    /// <param name="images">Images of its kind, labelled where it takes classes.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="ArgumentException">The images do not fit the model, or an option is out of its range.</exception>
    public static LikelihoodEstimate Estimate(Vae vae, ImageSource images, LikelihoodOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        TrainingImages.Check(images, vae.Image, nameof(images));
        options = (options ?? new LikelihoodOptions()).Validated();
        vae.eval();
        using var noGradient = no_grad();
        using var loader = new BatchLoader(images, batchSize: 1, task: null, taskSeed: 0, epsilonSeed: 0);
        double elbo = 0, sum = 0, squares = 0;
        for (var index = 0; index < images.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var weights = LogWeights(vae, loader.Load([index], step: 0), index, options);
            var bound = -LogMeanExp(weights);
            elbo -= weights.Average();
            sum += bound;
            squares += bound * bound;
        }

        var count = images.Count;
        var mean = sum / count;
        var error = count > 1 ? Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)) / (count - 1)) : 0;
        return new LikelihoodEstimate(elbo / count, mean, vae.Likelihood.BitsPerDimension(mean, vae.Image), error, options.Samples, count, options.Binarization);
    }

    // log p(x|z) + log p(z) − log q(z|x) of each sample; the two Gaussians in double precision.
    private static double[] LogWeights(Vae vae, ImageBatch batch, int index, LikelihoodOptions options)
    {
        var labels = VaeObjective.OneHot(batch.Labels, vae.Classes);
        var x = Binarize(batch.Inputs, index, options);                                                 // [1, C, H, W]
        var (mu, logVar) = vae.Encode(x, labels);                                                       // [1, LatentDim] twice
        var noise = new float[options.Samples * vae.LatentDim];
        SeededNoise.FillNormal(noise, vae.LatentDim, options.Seed, (long)index * options.Samples, draw: 0);
        var epsilon = tensor(noise).reshape(options.Samples, vae.LatentDim);                            // [k, LatentDim]
        var z = Vae.Reparameterize(mu, logVar, epsilon);                                                // [k, LatentDim]
        var outputs = vae.Outputs(z, labels?.expand(options.Samples, -1));                              // [k, C, H, W]
        var log = -vae.Likelihood.NegativeLogLikelihood(outputs, x.expand_as(outputs)).to_type(ScalarType.Float64);
        var prior = (z.to_type(ScalarType.Float64).square().sum([1]) + (Log2Pi * vae.LatentDim)) * -0.5;
        var posterior = (epsilon.to_type(ScalarType.Float64).square().sum([1]) + logVar.to_type(ScalarType.Float64).sum() + (Log2Pi * vae.LatentDim)) * -0.5;
        return (log + prior - posterior).data<double>().ToArray();
    }

    private static Tensor Binarize(Tensor image, int index, LikelihoodOptions options)
    {
        if (options.Binarization == Binarization.None)
            return image;
        var thresholds = new float[image.numel()];
        if (options.Binarization == Binarization.Threshold)
            Array.Fill(thresholds, 0.5f);
        else
            SeededNoise.FillUniform(thresholds, thresholds.Length, options.Seed, index, draw: 1);
        return (image > tensor(thresholds).reshape(image.shape)).to_type(ScalarType.Float32);
    }

    private static double LogMeanExp(double[] values)
    {
        var largest = values.Max();
        return largest + Math.Log(values.Average(value => Math.Exp(value - largest)));
    }
}
