using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Takes what a training has to show beside its progress. Called on the training's thread.</summary>
public interface ITrainingLog
{
    /// <summary>Takes a number.</summary>
    /// <param name="tag">What it is, such as <c>validation/total</c>.</param>
    /// <param name="value">In nats an image, unless the tag says otherwise.</param>
    /// <param name="step">Optimiser steps done.</param>
    void Scalar(string tag, double value, long step);

    /// <summary>Takes pictures.</summary>
    /// <param name="tag">What they are, such as <c>reconstructions</c>.</param>
    /// <param name="images">[N, C, H, W] in [0, 1]; the caller's, valid during the call.</param>
    /// <param name="step">Optimiser steps done.</param>
    void Images(string tag, Tensor images, long step);
}
