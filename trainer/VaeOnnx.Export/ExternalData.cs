namespace VaeOnnx.Export;

/// <summary>Whether a model's weights are written to a file of their own beside it.</summary>
public enum ExternalData
{
    /// <summary>Only where one file would exceed protobuf's 2 GB.</summary>
    WhenNeeded,

    /// <summary>Always: engines can map the weights into memory instead of reading them.</summary>
    Always,
}
