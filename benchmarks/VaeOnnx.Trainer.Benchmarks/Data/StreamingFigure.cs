using System.Diagnostics;
using System.Globalization;
using SkiaSharp;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Benchmarks.Data;

/// <summary>The most memory that a training on a folder of files needs, in a process of its own: the runtime, torch, model, optimiser and batches included.</summary>
/// <param name="Images">How many there are.</param>
/// <param name="PixelBytes">Their pixels, decoded.</param>
/// <param name="BudgetBytes">The memory budget.</param>
/// <param name="PeakBytes">The most bytes that were resident at once.</param>
/// <param name="ManagedBytes">What of it the data's own objects keep: names, sizes and fingerprints of the images, and the pixels where they are in memory.</param>
internal sealed record StreamingFigure(int Images, long PixelBytes, long BudgetBytes, long PeakBytes, long ManagedBytes)
{
    /// <summary>The command that <see cref="Measure"/> starts this program with.</summary>
    public const string Command = "peak";

    private const int Side = 128;
    private const int ImageBytes = 3 * Side * Side;
    private const long Budget = 4 << 20;

    // How much more data there is than the budget holds.
    private static readonly int[] s_ratios = [1, 5, 10, 20, 40];

    /// <summary>Data from once to forty times the budget, and twenty times in memory.</summary>
    public static IEnumerable<StreamingFigure> Measure()
    {
        foreach (var ratio in s_ratios)
        {
            using var folder = new PictureFolder((int)(ratio * Budget / ImageBytes) + (ratio > 1 ? 1 : 0), Side, SKEncodedImageFormat.Jpeg);
            yield return Measure(folder, Budget);
        }

        using var large = new PictureFolder((int)(20 * Budget / ImageBytes) + 1, Side, SKEncodedImageFormat.Jpeg);
        yield return Measure(large, long.MaxValue);
    }

    /// <summary>Trains for one epoch and prints the process's peak and what the data keeps.</summary>
    public static void Train(string folder, long budget)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var images = ImageData.Read(folder, new ImageReadOptions { MemoryBudget = budget }).Parts.Train;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var vae = new MlpVae(new MlpVaeConfig { Image = images.Spec, HiddenDim = 32, LatentDim = 8 }, seed: 1);
        new VaeTrainer(new TrainingConfig { Epochs = 1, BatchSize = 64, Seed = 1 }).Fit(vae, images);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{process.PeakWorkingSet64} {kept}"));
    }

    private static StreamingFigure Measure(PictureFolder folder, long budget)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Command, folder.Path, budget.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The training on {folder.Path} ended with exit code {process.ExitCode}.");
        var numbers = output.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new StreamingFigure(folder.Count, (long)folder.Count * ImageBytes, budget, numbers[0], numbers[1]);
    }
}
