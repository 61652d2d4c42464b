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
internal sealed record StreamingFigure(int Images, long PixelBytes, long BudgetBytes, long PeakBytes)
{
    /// <summary>The command that <see cref="Measure"/> starts this program with.</summary>
    public const string Command = "peak";

    private const int Side = 128;
    private const int ImageBytes = 3 * Side * Side;
    private const long Budget = 16 << 20;

    /// <summary>Data within the budget, of five times the budget, of twenty times, and the last once more in memory.</summary>
    public static IReadOnlyList<StreamingFigure> Measure()
    {
        using var small = new PictureFolder((int)(Budget / ImageBytes), Side, SKEncodedImageFormat.Jpeg);
        using var medium = new PictureFolder((int)(5 * Budget / ImageBytes) + 1, Side, SKEncodedImageFormat.Jpeg);
        using var large = new PictureFolder((int)(20 * Budget / ImageBytes) + 1, Side, SKEncodedImageFormat.Jpeg);
        return [Measure(small, Budget), Measure(medium, Budget), Measure(large, Budget), Measure(large, long.MaxValue)];
    }

    /// <summary>Trains for one epoch and prints the process's peak.</summary>
    public static void Train(string folder, long budget)
    {
        var images = ImageData.Read(folder, new ImageReadOptions { MemoryBudget = budget }).Parts.Train;
        using var vae = new MlpVae(new MlpVaeConfig { Image = images.Spec, HiddenDim = 32, LatentDim = 8 }, seed: 1);
        new VaeTrainer(new TrainingConfig { Epochs = 1, BatchSize = 64, Seed = 1 }).Fit(vae, images);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static StreamingFigure Measure(PictureFolder folder, long budget)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Command, folder.Path, budget.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The training on {folder.Path} ended with exit code {process.ExitCode}.");
        return new StreamingFigure(folder.Count, (long)folder.Count * ImageBytes, budget, long.Parse(output, CultureInfo.InvariantCulture));
    }
}
