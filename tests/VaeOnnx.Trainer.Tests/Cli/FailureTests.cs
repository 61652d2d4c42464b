using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class FailureTests
{
    public static IEnumerable<object[]> Failures =>
    [
        [new InvalidOperationException("odd"), 1],
        [new IOException("full"), 1],
        [new UsageException("why"), 2],
        [new DataFormatException("a", "b", "c"), 3],
        [new BundleException("a", "b", "c"), 4],
        [new ProviderException("no such thing"), 5],
        [new OperationCanceledException(), 130],
    ];

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public void Report_EachFailure_HasItsDocumentedCodeAndOneLine(Exception exception, int code)
    {
        using var error = new StringWriter();

        Assert.AreEqual(code, (int)Failure.Report(exception, Shell.ForWriters(TextWriter.Null, error), verbose: false));
        Assert.HasCount(1, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void Report_Cancelled_SaysHowToGoOn()
    {
        Assert.Contains("--resume", LineOf(new TrainingCanceledException(2, 7, "mine.checkpoint", CancellationToken.None)));
        Assert.Contains("start anew", LineOf(new TrainingCanceledException(2, 7, checkpointPath: null, CancellationToken.None)));
        Assert.Contains("start anew", LineOf(new OperationCanceledException()));

        static string LineOf(Exception exception)
        {
            using var error = new StringWriter();
            Failure.Report(exception, Shell.ForWriters(TextWriter.Null, error), verbose: false);
            return error.ToString();
        }
    }

    [TestMethod]
    public void Report_MessageOfManyLines_BecomesOne()
    {
        using var error = new StringWriter();

        Failure.Report(new IOException("one\r\n  two\nthree"), Shell.ForWriters(TextWriter.Null, error), verbose: false);

        Assert.AreEqual($"vaeonnx: one two three{Environment.NewLine}", error.ToString());
    }
}
