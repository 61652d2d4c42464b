using System.Diagnostics;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Tests.Data;

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
    public void Train_KilledAtRandomMoments_ResumesToTheSameBundle()
    {
        Assert.AreEqual((int)ExitCode.Done, Finish(Start("straight")));
        var random = new Random(7);
        var kills = 0;
        var resume = false;
        while (kills < 2)
        {
            using var process = Start("killed", resume ? ["--resume"] : []);
            var running = WaitForCheckpoint(process, "killed", changedSince: File.GetLastWriteTimeUtc(_folder["killed.checkpoint"]))
                && !process.WaitForExit(random.Next(150));
            if (!running)
                break;
            process.Kill(entireProcessTree: true); // SIGKILL: nothing is said, flushed or cleaned up
            process.WaitForExit();
            kills++;
            resume = true;
        }

        Assert.IsTrue(kills > 0, "no run lasted long enough to be killed");
        Assert.AreEqual((int)ExitCode.Done, Finish(Start("killed", "--resume")));
        AssertSameBundles("straight", "killed");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)] // Ctrl-C reaches another process of Windows only through its console
    public void Train_Interrupted_SavesSaysHowToGoOnAndResumesToTheSameBundle()
    {
        Assert.AreEqual((int)ExitCode.Done, Finish(Start("straight")));
        using var process = Start("stopped");
        Assert.IsTrue(WaitForCheckpoint(process, "stopped", changedSince: default), "the run ended before it could be interrupted");

        using (var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            signal.WaitForExit();
        var error = process.StandardError.ReadToEnd();

        Assert.AreEqual((int)ExitCode.Cancelled, Finish(process), error);
        StringAssert.Contains(error, "--resume");
        StringAssert.Contains(error, "stopped.checkpoint");
        Assert.AreEqual((int)ExitCode.Done, Finish(Start("stopped", "--resume")));
        AssertSameBundles("straight", "stopped");
    }

    private Process Start(string name, params string[] more)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "vaeonnx.dll"), "train", "vae", "--model", "mlp", "--data", _data, "--out", _folder[name],
            "--width", "64", "--latent-dim", "4", "--batch-size", "8", "--epochs", "20", "--checkpoint-every", "1e", "--threads", "1", "--seed", "5", .. more,
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }

    // Whether a checkpoint newer than the given one appeared while the process ran.
    private bool WaitForCheckpoint(Process process, string name, DateTime changedSince)
    {
        var start = Stopwatch.GetTimestamp();
        var path = _folder[$"{name}.checkpoint"];
        while (!process.HasExited && Stopwatch.GetElapsedTime(start) < Patience)
        {
            if (File.Exists(path) && File.GetLastWriteTimeUtc(path) > changedSince)
                return true;
            Thread.Sleep(1);
        }

        return false;
    }

    private static int Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.IsTrue(process.WaitForExit(Patience), "the run does not end");
        output.GetAwaiter().GetResult();
        return process.ExitCode;
    }

    private void AssertSameBundles(string expected, string found)
    {
        foreach (var file in (string[])["encoder.onnx", "decoder.onnx", "probes.bin"])
            CollectionAssert.AreEqual(File.ReadAllBytes(_folder[expected, file]), File.ReadAllBytes(_folder[found, file]), file);
        Assert.IsFalse(File.Exists(_folder[$"{found}.checkpoint"]), "a finished training leaves none");
    }
}
