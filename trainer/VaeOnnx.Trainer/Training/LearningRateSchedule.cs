namespace VaeOnnx.Trainer.Training;

/// <summary>The course of the learning rate over a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>The same at every step.</summary>
    Constant,

    /// <summary>Half a cosine from the full rate at the first step towards 0 after the last (Loshchilov &amp; Hutter, arXiv 1608.03983, without restarts).</summary>
    Cosine,
}
