using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Demo;

/// <summary>What a demo works on: images of 8 bits, in memory, with a test set.</summary>
internal sealed record DemoData(ImageSet Training, ImageSet Validation, ImageSet Test, DividedData Divided)
{
    /// <summary>For the manifest.</summary>
    public DataProvenance Provenance => Divided.Provenance;

    /// <exception cref="DataFormatException">The images have 16 bits, or none are left to test on.</exception>
    public static DemoData Of(DividedData data)
    {
        if (data.Training.BitDepth != 8)
            throw new DataFormatException(data.Training.Name, "images of 8 bits", $"{data.Training.BitDepth} bits", "The train commands take them.");
        if (data.Test is null)
            throw new DataFormatException(data.Training.Name, "images to test on", "none", "Give the data a test part, or let one be drawn (--test 0.1).");
        return new DemoData(data.Training.ToImageSet(), data.Validation.ToImageSet(), data.Test.ToImageSet(), data);
    }
}
