using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using VaeOnnx.Runtime.Benchmarks;

// What the runtime costs beside the bare engine:
//   dotnet run -c Release --project benchmarks/VaeOnnx.Runtime.Benchmarks -- FOLDER [SECONDS]    side by side; writes runtime-speed.md and .json, exit code 1 beyond a limit
//   dotnet run -c Release --project benchmarks/VaeOnnx.Runtime.Benchmarks -- benchmarkdotnet     the same ways to denoise, under BenchmarkDotNet
// How fast bundles make images of others, beside OpenCV:
//   dotnet run -c Release --project benchmarks/VaeOnnx.Runtime.Benchmarks -- augmentation FOLDER SECONDS BUNDLE...
// How long a megapixel of photographs takes, beside OpenCV's fast non-local means:
//   dotnet run -c Release --project benchmarks/VaeOnnx.Runtime.Benchmarks -- denoising FOLDER SECONDS
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["benchmarkdotnet"]:
        // In this process: BenchmarkDotNet's own projects would carry a second copy of TorchSharp's 490 MB.
        var job = Job.ShortRun.WithToolchain(new InProcessEmitToolchain(logOutput: true));
        BenchmarkRunner.Run<DenoiseBenchmarks>(DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "vaeonnx-benchmarks")));
        return 0;
    case ["augmentation", var folder, var seconds, _, ..]:
        var augmenting = AugmentingReport.Measure(args[3..], double.Parse(seconds, CultureInfo.InvariantCulture));
        augmenting.Write(folder);
        Console.WriteLine(AugmentingPage.Of(augmenting));
        return 0;
    case ["denoising", var folder, var seconds]:
        var denoising = DenoisingReport.Measure(double.Parse(seconds, CultureInfo.InvariantCulture));
        denoising.Write(folder);
        Console.WriteLine(DenoisingPage.Of(denoising));
        return 0;
    case [var folder]:
        return Measure(folder, 20);
    case [var folder, var seconds]:
        return Measure(folder, double.Parse(seconds, CultureInfo.InvariantCulture));
    default:
        Console.Error.WriteLine("Name the folder for the results, such as docs/results, and the seconds for each table, 20 unless given; or 'augmentation', folder, seconds and bundles; or 'denoising', folder and seconds.");
        return 2;
}

static int Measure(string folder, double seconds)
{
    var report = SpeedReport.Measure(seconds);
    report.Write(folder);
    Console.WriteLine(SpeedPage.Of(report));
    return report.Figures.All(figure => figure.IsWithinLimit) ? 0 : 1;
}
