using System.Globalization;
using VaeOnnx.Contracts;

namespace VaeOnnx.Export;

/// <summary>How far a graph in ONNX Runtime lies from the module that it was exported from.</summary>
public sealed record ParityReport
{
    /// <summary>What can be kept beside the graph as the proof.</summary>
    public required ParityCertificate Certificate { get; init; }

    /// <summary>One line for each element that differs most in an output that fails; empty where everything agrees.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>Whether every element of every output is within the tolerance.</summary>
    public bool Passed => Failures.Count == 0;

    /// <summary>The largest |a − b| over all outputs.</summary>
    public double MaxAbsoluteDifference => Certificate.Outputs.Max(output => output.MaxAbsoluteDifference);

    /// <summary>The largest difference, and what failed.</summary>
    public override string ToString() => Passed
        ? string.Create(CultureInfo.InvariantCulture, $"within {MaxAbsoluteDifference:g3} on {Certificate.Inputs} at batch {string.Join(", ", Certificate.BatchSizes)}")
        : string.Join(Environment.NewLine, Failures);
}
