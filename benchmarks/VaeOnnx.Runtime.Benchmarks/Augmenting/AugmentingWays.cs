namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>Ways to make one image of each, side by side.</summary>
internal static class AugmentingWays
{
    public static PairedTimes[] Measure(IReadOnlyList<string> bundles, DigitBytes digits, double seconds)
    {
        using var affine = new OpenCvAffine(digits.Images, DigitBytes.Side);
        using var warp = new WarpModel();
        var opened = bundles.Append(warp.Folder).Select(folder => (Name: NameOf(folder), Bundle: VaeBundle.Load(folder))).ToArray();
        try
        {
            var rounds = SideBySide.Measure(
            [
                new("OpenCV warpAffine, an image at a time, its Mats made beforehand", affine.Run),
                new("OpenCV warpAffine, an image at a time, new Mats for each", affine.RunWithNewMats),
                .. opened.Select(bundle => Augmenting(bundle.Name, bundle.Bundle, digits)),
            ], seconds);
            return [.. rounds.Select(round => round.Against(rounds[0]))];
        }
        finally
        {
            foreach (var (_, bundle) in opened)
                bundle.Dispose();
        }
    }

    /// <summary>Every call varies the images anew.</summary>
    public static Contender Augmenting(string name, VaeBundle bundle, DigitBytes digits)
    {
        var generated = new byte[digits.Images.Length];
        return new Contender(name, () => bundle.Augmenter.Augment(digits.Images, generated));
    }

    public static string NameOf(string folder) => $"VaeOnnx, {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}";
}
