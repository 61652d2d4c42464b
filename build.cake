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
    DotNetRun(Cli, "demo --force", new DotNetRunSettings { Configuration = configuration, NoBuild = true }));

RunTarget(target);
