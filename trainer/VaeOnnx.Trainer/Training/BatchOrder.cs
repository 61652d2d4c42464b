using VaeOnnx.Contracts;

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
    private readonly ulong _seed;
    private readonly int[] _order;
    private readonly int[] _batch;
    private readonly float[] _keys;
    private long _orderPass = -1;

    public BatchOrder(int imageCount, TrainingConfig config)
    {
        _imageCount = imageCount;
        _batchSize = config.BatchSize;
        _wrapsAround = config.StepsPerEpoch is not null;
        _seed = RandomStream.Order.Derive(config.Seed);
        StepsPerEpoch = config.StepsPerEpoch ?? ((imageCount + _batchSize - 1) / _batchSize);
        _order = new int[imageCount];
        _keys = new float[2 * imageCount];
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
            _batch[i] = ImageAt(position + i);
        return _batch.AsSpan(0, count);
    }

    private int ImageAt(long position)
    {
        var (pass, index) = Math.DivRem(position, _imageCount);
        if (pass != _orderPass)
            Shuffle(pass);
        return _order[index];
    }

    // Fisher and Yates, from the end; two uniforms a draw, since one float's 24 bits would favour some images of large sets.
    private void Shuffle(long pass)
    {
        SeededNoise.FillUniform(_keys, _keys.Length, _seed, pass, draw: 0);
        for (var i = 0; i < _imageCount; i++)
            _order[i] = i;
        for (var i = _imageCount - 1; i > 0; i--)
        {
            var uniform = _keys[2 * i] + ((double)_keys[(2 * i) + 1] / (1 << 24));
            var j = Math.Min(i, (int)(uniform * (i + 1.0)));
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }

        _orderPass = pass;
    }
}
