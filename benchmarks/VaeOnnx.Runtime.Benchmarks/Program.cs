using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using VaeOnnx.Runtime.Benchmarks;

// What the runtime costs beside the bare engine:
//   dotnet run -c Release --project benchmarks/VaeOnnx.Runtime.Benchmarks -- FOLDER [SECONDS]    side by side; writes runtime-speed.md and .json, exit code 1 beyond a limit
//   dotnet run -c Release --project benchmarks/VaeOnnx.Runtime.Benchmarks -- benchmarkdotnet     the same ways to denoise, under BenchmarkDotNet
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["benchmarkdotnet"])
{
    // In this process: BenchmarkDotNet's own projects would carry a second copy of TorchSharp's 490 MB.
    var job = Job.ShortRun.WithToolchain(new InProcessEmitToolchain(logOutput: true));
    BenchmarkRunner.Run<DenoiseBenchmarks>(DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "vaeonnx-benchmarks")));
    return 0;
}

if (args.Length is not (1 or 2))
{
    Console.Error.WriteLine("Name the folder for the results, such as docs/results, and the seconds for each table, 20 unless given.");
    return 2;
}

var report = SpeedReport.Measure(args.Length == 2 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 20);
report.Write(args[0]);
Console.WriteLine(SpeedPage.Of(report));
return report.Figures.All(figure => figure.IsWithinLimit) ? 0 : 1;
