using System.Globalization;

namespace VaeOnnx.Runtime.Tests.Stress;

/// <summary>Eight threads, mixed operations, disposal and cancelling in flight. Seconds here; a minute each by <c>dotnet cake --target=Stress</c>.</summary>
[TestClass]
[DoNotParallelize] // reads the process's memory and handles
public sealed class StressTests(TestContext test)
{
    private const string SecondsVariable = "VAEONNX_STRESS_SECONDS";
    private const double ShortSeconds = 2;

    // What a heap, and an allocator with an arena a thread, need to breathe. In a minute, a session leaked with each bundle would hold gigabytes.
    private const long ManagedGrowth = 8_000_000;
    private const long WorkingSetGrowth = 96_000_000;
    private const int HandleGrowth = 16;

    [TestMethod]
    public void Bundle_TinyUnderStress_AnswersAsOneThreadDoesAndLeaksNothing()
    {
        using var files = new TestBundle();
        Check(files.Folder);
    }

    [TestMethod]
    public void Bundle_CommittedUnderStress_AnswersAsOneThreadDoesAndLeaksNothing() => Check(Path.Combine(Repository.Root, "artifacts", "mnist"));

    private void Check(string bundle)
    {
        var seconds = Environment.GetEnvironmentVariable(SecondsVariable) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : ShortSeconds;
        var run = new StressRun(bundle, TimeSpan.FromSeconds(seconds));
        run.Run();

        test.WriteLine(FormattableString.Invariant($"{Path.GetFileName(bundle)}, 8 threads, {seconds} s"));
        foreach (var (what, count) in run.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            test.WriteLine(FormattableString.Invariant($"{count,10:N0} {what}"));
        test.WriteLine($"early: {run.Early}; late: {run.Late}");

        Assert.AreEqual("", string.Join('\n', run.Failures));
        Assert.IsFalse(run.Counts.ContainsKey("different answers"), "An answer differs from a single thread's.");
        Assert.IsGreaterThan(0, run.Counts["bundles disposed in use"]);
        Assert.HasCount(13, run.Counts.Keys.Where(what => !what.StartsWith("calls ", StringComparison.Ordinal) && !what.StartsWith("bundles ", StringComparison.Ordinal)), "An operation was never answered.");
        Assert.IsLessThan(ManagedGrowth, run.Late!.Managed - run.Early!.Managed);
        Assert.IsLessThan(WorkingSetGrowth, run.Late.WorkingSet - run.Early.WorkingSet);
        Assert.IsLessThan(HandleGrowth, run.Late.Handles - run.Early.Handles);
    }
}
