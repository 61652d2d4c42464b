var target = Argument("target", "Test");
var configuration = Argument("configuration", "Release");

const string Solution = "VaeOnnx.sln";
const string Cli = "trainer/VaeOnnx.Cli/VaeOnnx.Cli.csproj";
var packages = Directory("packages");
var results = Directory("TestResults");

Task("Clean").Does(() =>
{
    CleanDirectory(packages);
    CleanDirectory(results);
    DotNetClean(Solution, new DotNetCleanSettings { Configuration = configuration });
});

Task("Restore").Does(() => DotNetRestore(Solution));

// The formatter cannot load F#, so it knows nothing of what the one file over the F# networks uses; the compiler checks its style.
Task("Lint").IsDependentOn("Restore").Does(() =>
    DotNetFormat(Solution, new DotNetFormatSettings { NoRestore = true, VerifyNoChanges = true, Exclude = ["tests/VaeOnnx.Trainer.Tests/Export/Tracing/FSharpTests.cs"] }));

Task("Build").IsDependentOn("Restore").Does(() =>
    DotNetBuild(Solution, new DotNetBuildSettings { Configuration = configuration, NoRestore = true }));

// The README's command, plus a machine-readable result a project in TestResults.
Task("Test").IsDependentOn("Build").Does(() =>
{
    CleanDirectory(results);
    Command(["dotnet"], $"test -c {configuration} --no-build --report-trx --results-directory {results}");
});

Task("Pack").IsDependentOn("Build").Does(() =>
    DotNetPack(Solution, new DotNetPackSettings { Configuration = configuration, NoBuild = true, OutputDirectory = packages }));

Task("Demo").IsDependentOn("Build").Does(() =>
    DotNetRun(Cli, "demo", new DotNetRunSettings { Configuration = configuration, NoBuild = true }));

// The packages in a version of their own, since NuGet caches a version once and for all: what the strangers' projects below restore.
var local = $"0.1.0-local.{DateTime.UtcNow:yyyyMMddHHmmss}";
Task("LocalPackages").IsDependentOn("Build").Does(() =>
{
    CleanDirectory(packages);
    Command(["dotnet"], $"pack {Solution} -c {configuration} --no-build -o {packages} -p:PackageVersion={local}");
});

// The samples that are programs to run once: export a module, denoise a picture.
Task("Sample").IsDependentOn("LocalPackages").Does(() =>
{
    var clean = MakeAbsolute(packages + File("clean.png"));
    Command(["dotnet"], $"run -c {configuration} --project samples/ExportClassifier -p:VaeOnnxVersion={local}");
    Command(["dotnet"], $"run -c {configuration} --project samples/DenoiseImage -p:VaeOnnxVersion={local} -- artifacts/mnist samples/DenoiseImage/noisy.png {clean}");
});

// Tests that consume the packages, outside the solution; their results are counted with the others'.
Task("Consume").IsDependentOn("LocalPackages").Does(() =>
{
    foreach (var project in new[] { "WithNatives", "WithoutNatives" })
        Command(["dotnet"], $"test --project tests/PackageConsumer/{project} -c {configuration} -p:VaeOnnxVersion={local} --report-trx --results-directory {results}");
});

// The sample compiled ahead of time: it runs, and is small.
Task("Aot").IsDependentOn("LocalPackages").Does(() =>
{
    const long Limit = 4_000_000;
    var folder = packages + Directory("aot");
    Command(["dotnet"], $"publish samples/AotConsole -c {configuration} -p:VaeOnnxVersion={local} -o {folder}");
    var program = new System.IO.FileInfo(MakeAbsolute(folder + File(IsRunningOnWindows() ? "AotConsole.exe" : "AotConsole")).FullPath);
    if (StartProcess(program.FullName, "artifacts/mnist") != 0)
        throw new CakeException("The program failed.");
    var natives = program.Directory.GetFiles("*onnxruntime*").Sum(file => file.Length);
    Information($"AotConsole {program.Length:N0} bytes, limit {Limit:N0}; beside it ONNX Runtime's libraries, {natives:N0} bytes");
    if (program.Length > Limit)
        throw new CakeException($"The program is {program.Length - Limit:N0} bytes too large.");
});

// All that strangers do, on one set of packages.
Task("Strangers").IsDependentOn("Consume").IsDependentOn("Aot");

// The sample API on loopback for a minute; writes the page of results.
Task("LoadTest").IsDependentOn("LocalPackages").Does(() =>
{
    Command(["dotnet"], $"build samples/AugmentationApi -c {configuration} -p:VaeOnnxVersion={local}");
    DotNetRun("benchmarks/VaeOnnx.Api.Load", $"--server samples/AugmentationApi/bin/{configuration}/net10.0/AugmentationApi.dll --bundle artifacts/mnist --out docs/results/augmentation-api.md", new DotNetRunSettings { Configuration = configuration, NoBuild = true });
});

// Eight threads on a bundle that is disposed under their hands, a minute each on two bundles; prints what was called and held.
Task("Stress").IsDependentOn("Build").Does(() =>
{
    Environment.SetEnvironmentVariable("VAEONNX_STRESS_SECONDS", "60");
    DotNetRun("tests/VaeOnnx.Runtime.Tests", "--filter FullyQualifiedName~StressTests --output Detailed", new DotNetRunSettings { Configuration = configuration, NoBuild = true });
});

// The gallery's graphs before engines that are not ours: the official checker and onnxruntime-node. See tests/conformance.
Task("OnnxConformance").IsDependentOn("Build").Does(() =>
{
    const string Python = "/usr/bin/python3"; // Debian's own: python3-onnx installs for no other
    var scripts = Directory("tests/conformance");
    var graphs = System.IO.Directory.CreateTempSubdirectory("vaeonnx-conformance").FullName;
    if (StartProcess(Python, "-c \"import onnx\"") != 0)
        Command(["sh"], "-c \"apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-onnx\"");
    Command(["npm"], "ci --ignore-scripts", settingsCustomization: settings => { settings.WorkingDirectory = scripts; return settings; });
    Environment.SetEnvironmentVariable("VAEONNX_CONFORMANCE", graphs);
    DotNetRun("tests/VaeOnnx.Trainer.Tests", "--filter FullyQualifiedName~ConformanceTests", new DotNetRunSettings { Configuration = configuration, NoBuild = true });
    var failed = StartProcess(Python, $"{scripts}/check.py {graphs}") + StartProcess("node", $"{scripts}/run.mjs {graphs}");
    if (failed != 0)
        throw new CakeException($"Graphs failed; they are in {graphs}.");
    DeleteDirectory(graphs, new DeleteDirectorySettings { Recursive = true });
});

// What an app carries: the two assemblies together stay below 250 kB (without XML documentation and symbols, which do not ship with apps).
Task("Size").IsDependentOn("Build").Does(() =>
{
    const long Limit = 250_000;
    var folder = Directory("runtime/VaeOnnx.Runtime/bin") + Directory(configuration) + Directory("net10.0");
    long SizeOf(string file) => new System.IO.FileInfo(MakeAbsolute(folder + File(file)).FullPath).Length;
    var (runtime, contracts) = (SizeOf("VaeOnnx.Runtime.dll"), SizeOf("VaeOnnx.Contracts.dll"));
    Information($"VaeOnnx.Runtime.dll {runtime:N0} + VaeOnnx.Contracts.dll {contracts:N0} = {runtime + contracts:N0} bytes, limit {Limit:N0}");
    if (runtime + contracts > Limit)
        throw new CakeException($"The runtime and contracts assemblies are {runtime + contracts - Limit:N0} bytes too large.");
});

// What the runtime costs beside the bare engine: docs/results/runtime-speed.md, then the same under BenchmarkDotNet. For a quiet machine.
Task("Benchmarks").IsDependentOn("Build").Does(() =>
{
    var run = new DotNetRunSettings { Configuration = configuration, NoBuild = true };
    DotNetRun("benchmarks/VaeOnnx.Runtime.Benchmarks", "docs/results", run);
    DotNetRun("benchmarks/VaeOnnx.Runtime.Benchmarks", "benchmarkdotnet", run);
    DotNetRun("benchmarks/VaeOnnx.Trainer.Benchmarks", "training docs/results", run);
});

// How fast the repository's bundle, and what quantize makes of it, augment beside OpenCV, into docs/results. For a quiet machine.
Task("AugmentationSpeed").IsDependentOn("Build").Does(() =>
{
    var run = new DotNetRunSettings { Configuration = configuration, NoBuild = true };
    var quantized = packages + Directory("mnist-int8");
    DotNetRun(Cli, $"quantize artifacts/mnist --out {quantized}", run);
    DotNetRun("benchmarks/VaeOnnx.Runtime.Benchmarks", $"augmentation docs/results 20 artifacts/mnist {quantized}", run);
});

// How long a megapixel takes the U-Net for photographs, beside OpenCV, into docs/results. For a quiet machine.
Task("DenoisingSpeed").IsDependentOn("Build").Does(() =>
    DotNetRun("benchmarks/VaeOnnx.Runtime.Benchmarks", "denoising docs/results 60", new DotNetRunSettings { Configuration = configuration, NoBuild = true }));

// What exporting costs, up to graphs beyond protobuf's 2 GB, into docs/results. Wants a quiet machine, 10 GB of memory, 3 GB of disk.
Task("ExportSpeed").IsDependentOn("Build").Does(() =>
    DotNetRun("benchmarks/VaeOnnx.Export.Benchmarks", "docs/results", new DotNetRunSettings { Configuration = configuration, NoBuild = true }));

// What reading images costs.
Task("DataSpeed").IsDependentOn("Build").Does(() =>
    DotNetRun("benchmarks/VaeOnnx.Trainer.Benchmarks", "data docs/results", new DotNetRunSettings { Configuration = configuration, NoBuild = true }));

// What a training on more data than its memory budget holds needs. A busy machine makes it longer, not larger.
Task("DataMemory").IsDependentOn("Build").Does(() =>
    DotNetRun("benchmarks/VaeOnnx.Trainer.Benchmarks", "memory docs/results", new DotNetRunSettings { Configuration = configuration, NoBuild = true }));

// Lists public members that are new (CONTRIBUTING.md, The public API).
Task("Api").IsDependentOn("Restore").Does(() =>
{
    foreach (var project in new[] { "contracts/VaeOnnx.Contracts", "runtime/VaeOnnx.Runtime", "runtime/VaeOnnx.Runtime.DependencyInjection", "trainer/VaeOnnx.Export" })
        Command(["dotnet"], $"format analyzers {project} --no-restore --diagnostics RS0016 --severity warn");
});

RunTarget(target);
