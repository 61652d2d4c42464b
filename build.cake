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

Task("Lint").IsDependentOn("Restore").Does(() =>
    DotNetFormat(Solution, new DotNetFormatSettings { NoRestore = true, VerifyNoChanges = true }));

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

// A stranger's project on the packed VaeOnnx.Export; a version of its own, since NuGet caches a version once and for all.
Task("Sample").IsDependentOn("Build").Does(() =>
{
    var version = $"0.1.0-sample.{DateTime.UtcNow:yyyyMMddHHmmss}";
    CleanDirectory(packages);
    Command(["dotnet"], $"pack {Solution} -c {configuration} --no-build -o {packages} -p:PackageVersion={version}");
    Command(["dotnet"], $"run -c {configuration} --project samples/ExportClassifier -p:VaeOnnxVersion={version}");
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

RunTarget(target);
