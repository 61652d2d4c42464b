using System.Text;
using System.Text.Json;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime.Benchmarks;

namespace VaeOnnx.Trainer.Benchmarks.Training;

/// <summary>The figures as a page and as JSON.</summary>
internal sealed record TrainingReport(Machine Machine, IReadOnlyList<TrainingFigure> Figures)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public void Write(string folder)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, "training-speed.md"), Encoding.UTF8.GetBytes(Page()));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "training-speed.json"), (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(this, Indented), (byte)'\n']);
    }

    public string Page()
    {
        var page = new StringBuilder("# What a training step costs\n\n");
        page.Append("Written by `dotnet run -c Release --project benchmarks/VaeOnnx.Trainer.Benchmarks -- training docs/results`.\n\n");
        page.Append(FormattableString.Invariant($"{Machine.Processor}, {Machine.Cores} cores, {Machine.System}, {Machine.DotNet}, TorchSharp {Machine.TorchSharp}.\n\n"));
        page.Append("The share is that of the products' rate (multiply-adds of the linear and convolutional layers, forward and backward) in the rate of 2048x2048 float32 products by the same library, sampled between the steps of the same run. Medians.\n\n");
        page.Append("| model | batch | images/s | GFLOP/s | matrix rate | share | target |\n|---|---|---|---|---|---|---|\n");
        foreach (var figure in Figures)
            page.Append(FormattableString.Invariant($"| {figure.Model} | {figure.BatchSize} | {figure.ImagesPerSecond:N0} | {figure.Gigaflops:0} | {figure.MatrixGigaflops:0} | {100 * figure.Share:0} % | {(figure.Target is { } target ? FormattableString.Invariant($"{100 * target:0} %") : "")} |\n"));
        page.Append("\n## Where the time goes, ms a step\n\n");
        page.Append(FormattableString.Invariant($"| model | batch | {string.Join(" | ", StepClock.Parts)} | step | products at the matrix rate |\n|---|---|{string.Concat(StepClock.Parts.Select(_ => "---|"))}---|---|\n"));
        foreach (var figure in Figures)
            page.Append(FormattableString.Invariant($"| {figure.Model} | {figure.BatchSize} | {string.Join(" | ", figure.Milliseconds.Select(part => FormattableString.Invariant($"{part:0.00}")))} | {figure.Milliseconds[^1] * figure.Share:0.00} |\n"));
        page.Append("""

            What is not products: the loss's and the activations' element-wise passes forward and back, small operations on the latent (each some microseconds, whatever its size),
            the optimiser's one pass over weights, gradients and moments, and turning bytes into floats. torch's own Adam takes a dozen passes and was the largest part before
            `AdamOptimizer` replaced it; moments that decay below 1e-36 are set to 0, or they would cost five times the pass after some 800 steps. Two threads on its one pass gained nothing beside the engine's own threads, nor did larger thresholds of the C library's allocator.

            """.ReplaceLineEndings("\n"));
        return page.ToString();
    }
}
