using VaeOnnx.Cli.Events;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The one place that turns an exception into an exit code and a line on standard error.</summary>
internal static class Failure
{
    private const string StartAnew = "cancelled; no output was written or replaced. Give the same command again to start anew.";

    public static ExitCode Report(Exception exception, Shell shell, bool verbose)
    {
        var code = CodeOf(exception);
        Report(code, LineOf(exception, code, verbose), shell);
        if (verbose)
            shell.Error.WriteLine(exception);
        return code;
    }

    /// <summary>Says a failure, to people on standard error and to programs where they listen.</summary>
    public static void Report(ExitCode code, string line, Shell shell)
    {
        shell.Error.WriteLine($"vaeonnx: {line}");
        shell.Report(new FailedEvent((int)code, line));
    }

    internal static ExitCode CodeOf(Exception exception) => exception switch
    {
        OperationCanceledException => ExitCode.Cancelled,
        UsageException => ExitCode.Usage,
        BundleException => ExitCode.BadArtifact,
        DataFormatException => ExitCode.BadData,
        ProviderException => ExitCode.ProviderUnavailable,
        _ => ExitCode.Failed,
    };

    internal static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string LineOf(Exception exception, ExitCode code, bool verbose)
    {
        if (exception is TrainingCanceledException training)
            return training.CheckpointPath is null ? StartAnew : $"{OneLine(training.Message)} To go on, give the same command with --resume.";
        if (exception is TrainingDivergedException)
            return $"{OneLine(exception.Message)} The step size is --learning-rate.";
        if (code == ExitCode.Cancelled)
            return StartAnew;
        var message = OneLine(exception.Message);
        // Failures of our own say everything in their message; of any other, the type is half of it.
        var known = exception is VaeOnnxException or IOException or UnauthorizedAccessException;
        return known || verbose ? message : $"{exception.GetType().Name}: {message} (--verbose tells more)";
    }
}
