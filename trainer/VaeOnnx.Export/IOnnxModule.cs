using TorchSharp;

namespace VaeOnnx.Export;

/// <summary>
/// A module that states its own nodes: its <c>forward</c> runs as it is and is not looked into. An emitter for the module in
/// <see cref="ExportOptions.Emitters"/> comes before it.
/// </summary>
public interface IOnnxModule
{
    /// <summary>Adds the nodes of one call of forward.</summary>
    /// <param name="context">Holds forward's arguments under their names; <see cref="EmitterContext.Stored"/> gives the values of parameters and buffers.</param>
    /// <returns>The values of forward's result, in order.</returns>
    IReadOnlyList<GraphValue> Emit(EmitterContext context);
}
