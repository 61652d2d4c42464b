namespace VaeOnnx.Trainer.Training;

/// <summary>The mean of batch losses over images.</summary>
internal sealed class LossMean
{
    private readonly double[] _sums = new double[5];
    private bool _hasVaeParts;
    private bool _hasAccuracy;
    private bool _hasPsnr;

    public long Images { get; private set; }

    public TrainingLoss Mean
    {
        get
        {
            var count = Math.Max(Images, 1);
            return new TrainingLoss(
                _sums[0] / count, _hasVaeParts ? _sums[1] / count : null, _hasVaeParts ? _sums[2] / count : null, _hasAccuracy ? _sums[3] / count : null, _hasPsnr ? _sums[4] / count : null);
        }
    }

    public void Add(TrainingLoss loss, int images)
    {
        _hasVaeParts |= loss.KlDivergence is not null;
        _hasAccuracy |= loss.Accuracy is not null;
        _hasPsnr |= loss.Psnr is not null;
        _sums[0] += loss.Total * images;
        _sums[1] += (loss.Reconstruction ?? 0) * images;
        _sums[2] += (loss.KlDivergence ?? 0) * images;
        _sums[3] += (loss.Accuracy ?? 0) * images;
        _sums[4] += (loss.Psnr ?? 0) * images;
        Images += images;
    }

    public void Clear()
    {
        Array.Clear(_sums);
        Images = 0;
    }

    public double[] Save() => [Images, .. _sums];

    public void Restore(IReadOnlyList<double> saved, TrainingLoss kind)
    {
        Add(kind, 0);
        Images = (long)saved[0];
        // Saved before there was the last of them, it is 0.
        for (var i = 0; i < Math.Min(_sums.Length, saved.Count - 1); i++)
            _sums[i] = saved[i + 1];
    }
}
