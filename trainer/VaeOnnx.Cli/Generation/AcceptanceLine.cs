using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Generation;

/// <summary>What gates let pass of one class, or of all.</summary>
internal sealed record AcceptanceLine(string Name, long Images, long Accepted, long Dropped, long Candidates, long Unconfirmed, long Copies)
{
    public static AcceptanceLine Of(string name, AcceptanceCounts counts) =>
        new(name, counts.Images, counts.Accepted, counts.Dropped, counts.Candidates, counts.Unconfirmed, counts.Copies);
}
