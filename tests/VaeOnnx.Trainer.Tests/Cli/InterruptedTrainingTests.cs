using System.Diagnostics;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>The program as a process of its own, killed and interrupted in earnest: what is resumed ends where an untouched run ends, to the bit.</summary>
[TestClass]
[DoNotParallelize] // a starved machine would not let a run get far enough to be stopped
public sealed class InterruptedTrainingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public InterruptedTrainingTests() => _data = SmallDigits.Write(_folder["data"], train: 300, test: 50);

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("vae", 2, 1, "--model", "mlp", "--width", "48", "--latent-dim", "4")]
    [DataRow("vae", 1, 2, "--model", "conv", "--width", "2", "--depth", "2", "--latent-dim", "3")]
    [DataRow("classifier", 1, 3, "--model", "residual", "--width", "2", "--depth", "2")]
    public void Train_KilledAtRandomSteps_ResumesToTheSameBundle(string model, int kills, int seed, params string[] sizes)
    {
        const int BatchSize = 4, Epochs = 8;
        string[] Arguments(string name, params string[] more) =>
        [
            "train", model, "--data", _data, "--out", _folder[name], "--batch-size", $"{BatchSize}", "--epochs", $"{Epochs}",
            "--checkpoint-every", "0.02s", "--threads", "1", "--seed", "5", .. sizes, .. more,
        ];
        Run(Arguments("straight"));
        var stepsAnEpoch = (BundleManifest.Read(_folder["straight"]).Data.TrainingCount + BatchSize - 1) / BatchSize;
        var random = new Random(seed);
        var steps = new List<long>();
        // Once within an epoch at least: one more where chance hit an epoch's end.
        while (steps.Count < kills || steps.TrueForAll(step => step % stepsAnEpoch == 0))
        {
            using var process = Start(Arguments("killed", steps.Count == 0 ? [] : ["--resume"]));
            Assert.IsTrue(WaitForCheckpoints(process, "killed", count: random.Next(2, 8)), "the run ended before it could be killed");
            Thread.Sleep(random.Next(40));
            process.Kill(entireProcessTree: true); // SIGKILL: nothing is said, flushed or cleaned up
            process.WaitForExit();
            steps.Add(TrainingCheckpoint.Read(_folder["killed.checkpoint"]).Step);
        }

        Assert.IsTrue(steps.SequenceEqual(steps.Distinct().Order()) && steps[^1] < Epochs * stepsAnEpoch, "on its way");
        Run(Arguments("killed", "--resume"));
        AssertSameBundles("straight", "killed");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)] // Ctrl-C reaches another process of Windows only through its console
    public void Train_Interrupted_SavesSaysHowToGoOnAndResumesToTheSameBundle()
    {
        string[] Arguments(string name, params string[] more) =>
        [
            "train", "vae", "--model", "mlp", "--data", _data, "--out", _folder[name], "--width", "64", "--latent-dim", "4", "--batch-size", "8",
            "--epochs", "40", "--checkpoint-every", "1e", "--threads", "1", "--seed", "5", .. more,
        ];
        Run(Arguments("straight"));
        using var process = Start(Arguments("stopped"));
        Assert.IsTrue(WaitForCheckpoints(process, "stopped", count: 1), "the run ended before it could be interrupted");

        using (var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            signal.WaitForExit();
        var error = process.StandardError.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(Patience), "the run does not end");

        Assert.AreEqual((int)ExitCode.Cancelled, process.ExitCode, error);
        StringAssert.Contains(error, "--resume");
        StringAssert.Contains(error, "stopped.checkpoint");
        Run(Arguments("stopped", "--resume"));
        AssertSameBundles("straight", "stopped");
    }

    // In this process, where torch is loaded already: only what is stopped needs one of its own.
    private static void Run(string[] arguments)
    {
        var result = CommandLineResult.Run(arguments);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
    }

    // Whoever runs the tests in the background may have them ignore SIGINT, which children inherit and .NET respects: env takes that back.
    private static Process Start(string[] arguments)
    {
        string[] program = ["dotnet", Path.Combine(AppContext.BaseDirectory, "vaeonnx.dll"), "--quiet", .. arguments];
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("env", ["--default-signal=INT", .. program]) : new ProcessStartInfo(program[0], program[1..]);
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    // Whether so many checkpoints were written while the process ran.
    private bool WaitForCheckpoints(Process process, string name, int count)
    {
        var (start, path) = (Stopwatch.GetTimestamp(), _folder[$"{name}.checkpoint"]);
        var last = File.GetLastWriteTimeUtc(path);
        while (count > 0 && !process.HasExited && Stopwatch.GetElapsedTime(start) < Patience)
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (written != last)
                count--;
            last = written;
            Thread.Sleep(1);
        }

        return count == 0 && !process.HasExited;
    }

    private void AssertSameBundles(string expected, string found)
    {
        string[] files = [.. Directory.GetFiles(_folder[expected], "*.onnx").Select(file => Path.GetFileName(file)), "probes.bin"];
        Assert.IsTrue(files.Length > 1);
        foreach (var file in files)
            CollectionAssert.AreEqual(File.ReadAllBytes(_folder[expected, file]), File.ReadAllBytes(_folder[found, file]), file);
        CollectionAssert.AreEqual(new[] { _folder[found] }, Directory.GetFileSystemEntries(_folder.Path, found + "*"), "neither checkpoint nor leftovers of one");
    }
}
