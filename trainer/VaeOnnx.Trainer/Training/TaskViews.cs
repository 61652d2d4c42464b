namespace VaeOnnx.Trainer.Training;

/// <summary>One sample's place in a batch, all [C, H, W].</summary>
/// <param name="input">What the model sees.</param>
/// <param name="target">What it is asked for.</param>
/// <param name="mask">1 where the loss counts, else 0; empty where it counts everywhere.</param>
internal readonly ref struct TaskViews(Span<float> input, Span<float> target, Span<float> mask)
{
    public Span<float> Input { get; } = input;

    public Span<float> Target { get; } = target;

    public Span<float> Mask { get; } = mask;
}
