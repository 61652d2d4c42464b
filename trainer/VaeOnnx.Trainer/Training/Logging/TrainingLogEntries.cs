using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>What a training tells its log, and under which tags.</summary>
internal sealed class TrainingLogEntries(ITrainingLog log, Objective objective, ImageSource pictured)
{
    private const int StepsBetween = 10; // a scalar is some 50 bytes; a curve of more points shows nothing more

    public void Step(TrainingLoss loss, double learningRate, long step)
    {
        if (step % StepsBetween != 0)
            return;
        Losses("training", loss, step);
        log.Scalar("learning_rate", learningRate, step);
    }

    public void Epoch(EpochRecord record)
    {
        Losses("epoch", record.Training, record.Steps);
        if (record.Validation is { } validation)
            Losses("validation", validation, record.Steps);
        log.Scalar("images_per_second", record.ImagesPerSecond, record.Steps);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (tag, images) in objective.Pictures(pictured))
            log.Images(tag, images, record.Steps);
    }

    private void Losses(string group, TrainingLoss loss, long step)
    {
        log.Scalar($"{group}/total", loss.Total, step);
        if (loss.Reconstruction is { } reconstruction)
            log.Scalar($"{group}/reconstruction", reconstruction, step);
        if (loss.KlDivergence is { } kl)
            log.Scalar($"{group}/kl_divergence", kl, step);
        if (loss.BitsPerDimension is { } bits)
            log.Scalar($"{group}/bits_per_dimension", bits, step);
        if (loss.Accuracy is { } accuracy)
            log.Scalar($"{group}/accuracy", accuracy, step);
        if (loss.Psnr is { } psnr)
            log.Scalar($"{group}/psnr", psnr, step);
    }
}
