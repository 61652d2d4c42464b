namespace VaeOnnx.Trainer.Data;

/// <summary>What to do about a file that cannot be used.</summary>
internal static class BrokenFile
{
    public const string Advice = "Mend or remove the file, or let broken files be skipped (--skip-broken).";
}
