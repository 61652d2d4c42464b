using System.Diagnostics;

namespace VaeOnnx.Runtime.Tests.Stress;

/// <summary>What the process holds: memory in bytes, managed and in all, and open handles.</summary>
internal sealed record Footprint(long Managed, long WorkingSet, int Handles)
{
    public static Footprint Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return new Footprint(GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, process.HandleCount);
    }

    public override string ToString() => FormattableString.Invariant($"managed {Managed / 1e6:F1} MB, working set {WorkingSet / 1e6:F1} MB, {Handles} handles");
}
