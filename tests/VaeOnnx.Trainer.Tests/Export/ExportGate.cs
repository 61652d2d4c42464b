using VaeOnnx.Export;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>Lets networks wait for operations whose emitters are still being written; everything else must pass. Removed when the table is full.</summary>
internal static class ExportGate
{
    /// <summary>Whether the failure says no more than that an operation has no emitter yet.</summary>
    public static bool Waits(Exception exception) =>
        exception is ExportException refusal && refusal.Message.Contains("has no emitter", StringComparison.Ordinal);
}
