namespace VaeOnnx.Runtime;

/// <summary>
/// How unlike the training data images are: the negative ELBO in nats an image, KL(q(z|x) ‖ N(0, I)) − E[log p(x|z)], with the likelihood
/// of the manifest around the decoded mean (Kingma and Welling, arXiv 1312.6114, equation 7 and appendix B). Higher is stranger; where strange begins, held-out images tell.
/// Thread-safe; owned by its bundle; allocates nothing once a batch size was seen.
/// </summary>
public sealed partial class AnomalyScorer
{
    private readonly VaeBundle _bundle;
    private readonly GraphSession _encoder;
    private readonly GraphSession _decoder;
    private readonly PixelLoss _loss;
    private readonly int _maxBatch;

    internal AnomalyScorer(VaeBundle bundle, GraphSession encoder, GraphSession decoder)
    {
        _bundle = bundle;
        _encoder = encoder;
        _decoder = decoder;
        _loss = PixelLoss.Of(bundle.Manifest);
        _maxBatch = Math.Min(encoder.MaxBatch, decoder.MaxBatch);
    }

    private int ImageLength => _encoder.Input.Length;

    private int LatentDim => _decoder.Input.Length;

    /// <summary>Scores float images.</summary>
    /// <param name="images">[N, C, H, W], none outside the manifest's pixel range, which is mapped onto [0, 1].</param>
    /// <param name="scores">[N], filled, in nats: sum over pixels and latent units.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, a value is out of the pixel range, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Score(ReadOnlySpan<float> images, Span<float> scores, AnomalyOptions? options = null, CancellationToken cancellationToken = default) =>
        Run(images, scores, [], mapped: false, options, cancellationToken);

    /// <summary>Scores byte images.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="scores">[N], filled, in nats: sum over pixels and latent units.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Score(ReadOnlySpan<byte> images, Span<float> scores, AnomalyOptions? options = null, CancellationToken cancellationToken = default) =>
        Run(images, scores, [], mapped: false, options, cancellationToken);

    /// <summary>Scores float images into a new array.</summary>
    /// <param name="images">[N, C, H, W], none outside the manifest's pixel range.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <returns>[N], in nats.</returns>
    public float[] Score(ReadOnlySpan<float> images, AnomalyOptions? options = null, CancellationToken cancellationToken = default)
    {
        var scores = new float[Buffers.Count(images, ImageLength, nameof(images))];
        Score(images, scores, options, cancellationToken);
        return scores;
    }

    /// <summary>Scores byte images into a new array.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <returns>[N], in nats.</returns>
    public float[] Score(ReadOnlySpan<byte> images, AnomalyOptions? options = null, CancellationToken cancellationToken = default)
    {
        var scores = new float[Buffers.Count(images, ImageLength, nameof(images))];
        Score(images, scores, options, cancellationToken);
        return scores;
    }

    /// <summary>Scores float images and says where they are strange.</summary>
    /// <param name="images">[N, C, H, W], none outside the manifest's pixel range, which is mapped onto [0, 1].</param>
    /// <param name="scores">[N], filled, in nats.</param>
    /// <param name="maps">[N, C, H, W], filled, in nats a value: −log p(x|z) of each, whose sum and the KL divergence are the score.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, a value is out of the pixel range, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void ScoreAndMap(ReadOnlySpan<float> images, Span<float> scores, Span<float> maps, AnomalyOptions? options = null, CancellationToken cancellationToken = default) =>
        Run(images, scores, maps, mapped: true, options, cancellationToken);

    /// <summary>Scores byte images and says where they are strange.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="scores">[N], filled, in nats.</param>
    /// <param name="maps">[N, C, H, W], filled, in nats a value: −log p(x|z) of each, whose sum and the KL divergence are the score.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffers.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void ScoreAndMap(ReadOnlySpan<byte> images, Span<float> scores, Span<float> maps, AnomalyOptions? options = null, CancellationToken cancellationToken = default) =>
        Run(images, scores, maps, mapped: true, options, cancellationToken);

    private void Run<TPixel>(ReadOnlySpan<TPixel> images, Span<float> scores, Span<float> maps, bool mapped, AnomalyOptions? options, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        options ??= AnomalyOptions.Default;
        options.Validate();
        var count = Check(images, scores, maps, mapped);
        var batches = new Batches(count, _maxBatch);
        using var call = _bundle.Enter(Operation.Score, count);
        using var encoder = _encoder.Rent();
        using var decoder = _decoder.Rent();
        foreach (var batch in batches)
        {
            var x = _bundle.Pixels.Read(batch.Of(images, ImageLength), encoder.Workspace);
            encoder.Workspace.Run(x, cancellationToken);
            var batchScores = batch.Of(scores, 1);
            WriteDivergence(encoder.Workspace, batchScores);
            AddReconstruction(x, encoder.Workspace, decoder.Workspace, batch, batchScores, mapped ? batch.Of(maps, ImageLength) : [], options, cancellationToken);
        }
    }

    private int Check<TPixel>(ReadOnlySpan<TPixel> images, Span<float> scores, Span<float> maps, bool mapped)
        where TPixel : unmanaged
    {
        var count = Buffers.Count(images, ImageLength, nameof(images));
        Buffers.RequireLength<float>(scores, count, 1, nameof(scores));
        if (mapped)
            Buffers.RequireLength<float>(maps, count, ImageLength, nameof(maps));
        Buffers.RequireApart<float>(scores, maps, nameof(maps), "the scores");
        if (typeof(TPixel) == typeof(byte))
            return count;
        var floats = System.Runtime.InteropServices.MemoryMarshal.Cast<TPixel, float>(images);
        Buffers.RequireApart(floats, scores, nameof(scores), "the images");
        Buffers.RequireApart(floats, maps, nameof(maps), "the images");
        _loss.RequireInRange(floats, nameof(images));
        return count;
    }

    /// <summary>½ Σ (exp(logVar) + mu² − 1 − logVar) for every image (appendix B).</summary>
    private void WriteDivergence(Workspace encoder, Span<float> scores)
    {
        var mu = encoder.Output(Encoder.Mu, scores.Length);
        var logVar = encoder.Output(Encoder.LogVar, scores.Length);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (float)GaussianDivergence.FromStandardNormal(mu.Slice(i * LatentDim, LatentDim), logVar.Slice(i * LatentDim, LatentDim));
    }

    private void AddReconstruction(ReadOnlySpan<float> x, Workspace encoder, Workspace decoder, Batch batch, Span<float> scores, Span<float> maps, AnomalyOptions options, CancellationToken cancellationToken)
    {
        var draws = Math.Max(1, options.Draws);
        maps.Clear();
        for (var draw = 0; draw < draws; draw++)
        {
            if (options.Draws == 0)
                encoder.Output(Encoder.Mu, batch.Count).CopyTo(decoder.Input(batch.Count));
            else
                new JitterMove(JitterKind.Posterior, 1, options.Seed, options.FirstSampleIndex, draw, LatentDim).Move(encoder, decoder, batch);
            decoder.Run(decoder.Input(batch.Count), cancellationToken);
            _loss.Add(x, decoder.Output(0, batch.Count), 1f / draws, scores, maps);
        }
    }
}
