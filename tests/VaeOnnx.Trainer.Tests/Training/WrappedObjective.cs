using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

/// <summary>An objective that calls back before each loss, and may spoil it.</summary>
internal sealed class WrappedObjective(Objective inner, Func<int, float?> beforeLoss) : Objective
{
    private int _calls;

    public override nn.Module Module => inner.Module;

    public override string Description => inner.Description;

    public override StepLoss Loss(ImageBatch batch)
    {
        var factor = beforeLoss(++_calls);
        var loss = inner.Loss(batch);
        return factor is null ? loss : loss with { Total = loss.Total * tensor(factor.Value) };
    }

    public override TrainingLoss Complete(TrainingLoss mean) => inner.Complete(mean);

    public override bool IsBetter(TrainingLoss candidate, TrainingLoss best) => inner.IsBetter(candidate, best);

    public override void Dispose()
    {
        inner.Dispose();
        base.Dispose();
    }
}
