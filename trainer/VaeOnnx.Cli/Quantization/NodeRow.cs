using VaeOnnx.Contracts;
using VaeOnnx.Export;

namespace VaeOnnx.Cli.Quantization;

/// <summary>What quantising one layer of a graph alone costs.</summary>
internal sealed record NodeRow(GraphRole Graph, NodeSensitivity Sensitivity);
