using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Cross-entropy of the softmax, mean over batch, in nats an image; the best epoch is the most accurate one, then that of lower loss.</summary>
internal sealed class ClassifierObjective(nn.Module<Tensor, Tensor> classifier) : Objective
{
    private readonly bool _channelsLast = ImageLayout.PrefersChannelsLast(classifier);

    public override nn.Module Module => classifier;

    public override StepLoss Loss(ImageBatch batch)
    {
        var labels = batch.Labels ?? throw new InvalidOperationException("A classifier needs labelled images.");
        var images = _channelsLast ? ImageLayout.ChannelsLast(batch.Inputs) : batch.Inputs;
        var logits = classifier.call(images);                                                        // [N, classes]
        var accuracy = logits.argmax(1).eq(labels).to_type(ScalarType.Float32).mean();
        return new StepLoss(nn.functional.cross_entropy(logits, labels), Accuracy: accuracy);
    }

    public override bool IsBetter(TrainingLoss candidate, TrainingLoss best) =>
        candidate.Accuracy > best.Accuracy || (candidate.Accuracy == best.Accuracy && candidate.Total < best.Total);
}
