namespace VaeOnnx.Export.Operators;

/// <summary>
/// Recurrent layers over sequences. Accepts [T,N,I], or [N,T,I] with batchFirst; any number of layers, one direction or both, with
/// and without biases and initial states; returns [T,N,D·H] and the last states [layers·D,N,H], as TorchSharp does. One LSTM, GRU or
/// RNN node a layer. Opset 13 to 21. Deviations: none; float32 only, since engines have no other kernels.
/// </summary>
internal static class RecurrentOperators
{
    /// <summary>ONNX's order input, output, forget, cell in libtorch's input, forget, cell, output.</summary>
    private static readonly long[] LstmGates = [0, 3, 1, 2];

    /// <summary>ONNX's order update, reset, hidden in libtorch's reset, update, hidden.</summary>
    private static readonly long[] GruGates = [1, 0, 2];

    private const string Parameters = "layers, both directions, batchFirst, with and without biases and initial states; all outputs; float32";

    [Operator("LSTM", Onnx = "LSTM", Covers = Parameters)]
    internal static GraphValue[] Lstm(EmitterContext c) =>
        new RecurrentLayers(c, "LSTM", LstmGates, []).Emit(c.Has("h0_c0") ? c.Tensors("h0_c0") : []);

    [Operator("GRU", Onnx = "GRU", Covers = Parameters)]
    internal static GraphValue[] Gru(EmitterContext c) =>
        new RecurrentLayers(c, "GRU", GruGates, [("linear_before_reset", 1)]).Emit(Initial(c));

    [Operator("RNN", Onnx = "RNN", Covers = $"tanh and relu; {Parameters}")]
    internal static GraphValue[] Rnn(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var activation = RecurrentNonlinearity.Find(c, module) == RecurrentNonlinearity.Relu ? "Relu" : "Tanh";
        string[] activations = module.Has("weight_ih_l0_reverse") ? [activation, activation] : [activation];
        return new RecurrentLayers(c, "RNN", [0], [("activations", activations)]).Emit(Initial(c));
    }

    private static IReadOnlyList<GraphValue> Initial(EmitterContext c) => c.OptionalTensor("h0") is { } state ? [state] : [];
}
