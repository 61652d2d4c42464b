using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>A few synthetic digits as the files that a user would have.</summary>
internal static class SmallDigits
{
    public static string Write(string folder, int train, int test)
    {
        var digits = (Train: SyntheticDigits.Create(train, seed: 5), Test: SyntheticDigits.Create(test, seed: 5, firstSampleIndex: train));
        Directory.CreateDirectory(folder);
        IdxFile.WriteImages(Path.Combine(folder, "train-images-idx3-ubyte.gz"), digits.Train.Spec, digits.Train.Pixels);
        IdxFile.WriteLabels(Path.Combine(folder, "train-labels-idx1-ubyte.gz"), digits.Train.Labels);
        IdxFile.WriteImages(Path.Combine(folder, "t10k-images-idx3-ubyte"), digits.Test.Spec, digits.Test.Pixels);
        IdxFile.WriteLabels(Path.Combine(folder, "t10k-labels-idx1-ubyte"), digits.Test.Labels);
        return folder;
    }
}
