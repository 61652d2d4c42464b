namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Hand-written-looking digits drawn from strokes, 28x28 grey, white on black: data for machines without a network.
/// An image depends on the seed and its own index alone: the same bytes in any batching, on any processor.
/// </summary>
public static class SyntheticDigits
{
    /// <summary>The name of such a data set.</summary>
    public const string Name = "synthetic-digits";

    /// <summary>Draws labelled digits; every ten consecutive indices that begin at a multiple of ten hold each class once.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="firstSampleIndex">The index of the first image; ranges that do not overlap give different images.</param>
    public static ImageSet Create(int count, ulong seed, long firstSampleIndex = 0) => throw new NotImplementedException();

    /// <summary>Draws a training and a test set that share no index.</summary>
    /// <param name="trainCount">How many training images.</param>
    /// <param name="testCount">How many test images.</param>
    /// <param name="seed">The seed.</param>
    public static TrainTestSet CreateTrainTest(int trainCount, int testCount, ulong seed) =>
        new(Create(trainCount, seed), Create(testCount, seed, trainCount));
}
