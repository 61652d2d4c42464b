using System.Numerics.Tensors;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>The images of each image's class that are most like it.</summary>
internal static class Neighbours
{
    /// <summary>For every image the nearest of its class, itself first; images of one class are all compared with each other.</summary>
    /// <param name="images">Labelled images.</param>
    /// <param name="share">Of the class, above 0 to 1; at least one other image where the class has one.</param>
    public static int[][] Of(ImageSource images, double share)
    {
        var length = images.Spec.Length;
        var values = new float[images.Count * length];
        images.Gather([.. Enumerable.Range(0, images.Count)], values);
        var labels = images.Labels;
        var nearest = new int[images.Count][];
        foreach (var members in Enumerable.Range(0, images.Count).GroupBy(i => labels.Span[i]).Select(group => group.ToArray()))
        {
            var kept = Math.Min(members.Length, Math.Max(2, (int)Math.Ceiling(share * members.Length)));
            foreach (var image in members)
                nearest[image] = [.. members.OrderBy(other => TensorPrimitives.Distance<float>(values.AsSpan(image * length, length), values.AsSpan(other * length, length))).ThenBy(other => other).Take(kept)];
        }

        return nearest;
    }
}
