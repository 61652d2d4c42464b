namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Which images each step sees: pass p goes through all images in an order drawn from (seed, p). A function of the step alone,
/// so that a resumed training goes on exactly where it stopped.
/// </summary>
internal sealed class BatchOrder
{
    private readonly int _imageCount;
    private readonly int _batchSize;
    private readonly bool _wrapsAround;
    private readonly PassOrder _pass;
    private readonly int[] _batch;

    /// <summary>Orders images.</summary>
    /// <param name="imageCount">How many there are.</param>
    /// <param name="config">Batch size, steps and seed.</param>
    /// <param name="window">How many are shuffled among each other at a time; null: all.</param>
    public BatchOrder(int imageCount, TrainingConfig config, int? window = null)
    {
        _imageCount = imageCount;
        _batchSize = config.BatchSize;
        _wrapsAround = config.StepsPerEpoch is not null;
        StepsPerEpoch = config.StepsPerEpoch ?? ((imageCount + _batchSize - 1) / _batchSize);
        _pass = new PassOrder(imageCount, window ?? imageCount, RandomStream.Order.Derive(config.Seed));
        _batch = new int[_batchSize];
    }

    public int StepsPerEpoch { get; }

    /// <summary>The images of a step, counted from 0 over all epochs; valid until the next call.</summary>
    public ReadOnlySpan<int> Batch(long step)
    {
        var count = _batchSize;
        var position = step * _batchSize;
        if (!_wrapsAround)
        {
            var inPass = (int)(step % StepsPerEpoch) * _batchSize;
            count = Math.Min(_batchSize, _imageCount - inPass);
            position = (step / StepsPerEpoch * _imageCount) + inPass;
        }

        for (var i = 0; i < count; i++)
        {
            var (pass, index) = Math.DivRem(position + i, _imageCount);
            _batch[i] = _pass.ImageAt(pass, (int)index);
        }

        return _batch.AsSpan(0, count);
    }
}
