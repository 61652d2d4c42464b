using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>How probable images are under the VAE.</summary>
public sealed partial class AnomalyScorer
{
    /// <summary>
    /// Two bounds on −log p(x) of float images, over the same posterior samples: the negative ELBO and, tighter, the negative importance-weighted
    /// log-likelihood −log (1/k) Σ p(x|zᵢ)·p(zᵢ) / q(zᵢ|x), zᵢ ~ q(z|x) (Burda, Grosse and Salakhutdinov 2016, arXiv 1509.00519, equation 8). Allocates a few numbers an image of a run.
    /// </summary>
    /// <param name="images">[N, C, H, W], none outside the manifest's pixel range, which is mapped onto [0, 1]. Bernoulli pixels between black and white have a loss, but no likelihood: binarise them first.</param>
    /// <param name="negativeElbo">[N], filled, in nats.</param>
    /// <param name="negativeLogLikelihood">[N], filled, in nats.</param>
    /// <param name="options">The samples k (<see cref="AnomalyOptions.Draws"/>, at least 1; reports use 100 and more) and the noise; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="labels">The class of each image, from 0, where the VAE was trained with labels; otherwise none. The bounds are then on −log p(x | class).</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, a value is out of the pixel range, an option is out of its range, or the labels are not the classes of the images.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void BoundLikelihood(ReadOnlySpan<float> images, Span<float> negativeElbo, Span<float> negativeLogLikelihood, AnomalyOptions? options = null, ReadOnlySpan<int> labels = default, CancellationToken cancellationToken = default)
    {
        options ??= AnomalyOptions.Default;
        var count = CheckBounds(images, negativeElbo, negativeLogLikelihood, options);
        Buffers.RequireLabels(labels, count, _encoder.Classes);
        var room = Math.Min(count, _maxBatch);
        var (losses, logWeights, logSums) = (new float[room], new double[room], new double[room]);
        using var call = _bundle.Enter(Operation.Score, count);
        using var encoder = _encoder.Rent();
        using var decoder = _decoder.Rent();
        foreach (var batch in new Batches(count, _maxBatch))
        {
            var x = _bundle.Pixels.Read(batch.Of(images, ImageLength), encoder.Workspace);
            encoder.Workspace.Label(batch.LabelsOf(labels));
            encoder.Workspace.Run(x, cancellationToken);
            var elbo = batch.Of(negativeElbo, 1);
            WriteDivergence(encoder.Workspace, elbo);
            logSums.AsSpan().Fill(double.NegativeInfinity);
            for (var draw = 0; draw < options.Draws; draw++)
            {
                Draw(encoder.Workspace, decoder.Workspace, batch, options, draw, logWeights);
                decoder.Workspace.Label(batch.LabelsOf(labels));
                decoder.Workspace.Run(decoder.Workspace.Input(batch.Count), cancellationToken);
                losses.AsSpan().Clear();
                _loss.Add(x, decoder.Workspace.Output(0, batch.Count), 1, losses, []);
                for (var i = 0; i < elbo.Length; i++)
                {
                    elbo[i] += losses[i] / options.Draws;
                    logSums[i] = LogAdd(logSums[i], logWeights[i] - losses[i]);
                }
            }

            for (var i = 0; i < elbo.Length; i++)
                negativeLogLikelihood[batch.First + i] = (float)(Math.Log(options.Draws) - logSums[i]);
        }
    }

    private int CheckBounds(ReadOnlySpan<float> images, Span<float> negativeElbo, Span<float> negativeLogLikelihood, AnomalyOptions options)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Draws, 1, nameof(options));
        var count = Check(images, negativeElbo, [], mapped: false);
        Buffers.RequireLength<float>(negativeLogLikelihood, count, 1, nameof(negativeLogLikelihood));
        Buffers.RequireApart(images, negativeLogLikelihood, nameof(negativeLogLikelihood), "the images");
        Buffers.RequireApart<float>(negativeElbo, negativeLogLikelihood, nameof(negativeLogLikelihood), "the negative ELBO");
        return count;
    }

    /// <summary>Draws z ~ q(z|x) into the decoder's input, and log p(z) − log q(z|x) of each.</summary>
    private void Draw(Workspace encoder, Workspace decoder, Batch batch, AnomalyOptions options, int draw, double[] logWeights)
    {
        var z = decoder.Input(batch.Count);
        SeededNoise.FillNormal(z, LatentDim, options.Seed, checked(options.FirstSampleIndex + batch.First), draw);
        var logVar = encoder.Output(Encoder.LogVar, batch.Count);
        // log p(z) − log q(z|x) = ½ Σ (ε² + logVar − z²): the constants of both Gaussians are the same.
        for (var i = 0; i < batch.Count; i++)
            logWeights[i] = HalfSum(z.Slice(i * LatentDim, LatentDim), logVar.Slice(i * LatentDim, LatentDim));
        LatentJitter.Posterior(encoder.PaddedOutput(Encoder.Mu, batch.Count), encoder.PaddedOutput(Encoder.LogVar, batch.Count), decoder.PaddedInput(batch.Count), 1);
        for (var i = 0; i < batch.Count; i++)
            logWeights[i] -= HalfSum(z.Slice(i * LatentDim, LatentDim), []);
    }

    /// <summary>½ Σ (value² + addend), in double precision.</summary>
    private static double HalfSum(ReadOnlySpan<float> values, ReadOnlySpan<float> addends)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += (double)value * value;
        foreach (var addend in addends)
            sum += addend;
        return sum / 2;
    }

    /// <summary>log(exp(a) + exp(b)) without leaving the range of numbers.</summary>
    private static double LogAdd(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));
}
