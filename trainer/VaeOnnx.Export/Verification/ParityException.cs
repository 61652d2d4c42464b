using VaeOnnx.Contracts;

namespace VaeOnnx.Export;

/// <summary>A graph does not compute what its module computes.</summary>
public sealed class ParityException : VaeOnnxException
{
    internal ParityException(ParityReport report)
        : base($"The graph differs from its module: {report} Please report it with the module's code.")
    {
        Report = report;
    }

    /// <summary>Where and by how much they differ.</summary>
    public ParityReport Report { get; }
}
