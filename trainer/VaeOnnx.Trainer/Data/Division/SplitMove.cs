namespace VaeOnnx.Trainer.Data;

/// <summary>An image that is not in the part that the data itself gives it.</summary>
/// <param name="Image">Its file, relative to the data; its number from 0 in the data's own part where it is no file of its own.</param>
/// <param name="From">The data's own part: <c>training</c> (all images, where the data is not divided) or <c>validation</c>.</param>
/// <param name="To"><c>validation</c>, <c>test</c>, or <see cref="Dropped"/>.</param>
public sealed record SplitMove(string Image, string From, string To)
{
    /// <summary>Where an image goes that was left out, since it is in a later part too.</summary>
    public const string Dropped = "dropped";
}
