using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The one place that turns an exception into an exit code and a line on standard error.</summary>
internal static class Failure
{
    public static ExitCode Report(Exception exception, Shell shell, bool verbose)
    {
        var code = CodeOf(exception);
        shell.Error.WriteLine($"vaeonnx: {LineOf(exception, code, verbose)}");
        if (verbose)
            shell.Error.WriteLine(exception);
        return code;
    }

    internal static ExitCode CodeOf(Exception exception) => exception switch
    {
        OperationCanceledException => ExitCode.Cancelled,
        UsageException => ExitCode.Usage,
        BundleException => ExitCode.BadArtifact,
        _ => ExitCode.Failed,
    };

    private static string LineOf(Exception exception, ExitCode code, bool verbose)
    {
        if (code == ExitCode.Cancelled)
            return "cancelled.";
        var message = string.Join(' ', exception.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // Failures of our own say everything in their message; of any other, the type is half of it.
        var known = exception is VaeOnnxException or IOException or UnauthorizedAccessException;
        return known || verbose ? message : $"{exception.GetType().Name}: {message} (--verbose tells more)";
    }
}
