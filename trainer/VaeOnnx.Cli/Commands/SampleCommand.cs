using System.CommandLine;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>sample DIR</c>: images decoded from the prior, z ~ N(0, I).</summary>
internal sealed class SampleCommand : ImageFileCommand
{
    private const int SheetImages = 10 * SheetColumns;

    private readonly Option<int> _count;
    private readonly Option<ulong> _seed;

    public SampleCommand()
        : base("sample", "Make new images from a bundle's prior.")
    {
        _count = Add("--count", "How many images.", 100, "N");
        _seed = Add("--seed", "Draws z: image i depends on the seed and i alone.", 1UL, "N");
    }

    public override IReadOnlyList<string> Examples { get; } =
        ["sample artifacts/mnist --count 160 --out samples-images-idx3-ubyte.gz --sheet samples.png"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var count = arguments.GetValue(_count);
        if (count < 1)
            throw new UsageException($"--count: expected at least 1, got {count}.");
        RequireOutputs(arguments);
        using var bundle = Bundle.Load(arguments);
        var spec = bundle.Manifest.Image;
        if ((long)count * spec.Length > Array.MaxLength)
            throw new UsageException($"--count {count} images are more than one file can hold. Ask for fewer, in several runs with different seeds.");
        var images = new byte[count * spec.Length];
        bundle.Decoder.Sample(images, arguments.GetValue(_seed), cancellationToken: cancellation);
        ImageOutput.Write(arguments.GetRequiredValue(Out)!, spec, images, shell);
        if (arguments.GetValue(Sheet) is { } sheet)
            ImageOutput.WriteSheet(sheet, images.AsSpan(0, Math.Min(count, SheetImages) * spec.Length), spec, SheetColumns, shell);
        return Task.CompletedTask;
    }
}
