namespace VaeOnnx.Export.Operators;

/// <summary>
/// One step of a recurrent network. Accepts [N,I] or [I], with and without biases and states. Gemm or MatMul, Split, Sigmoid, Tanh,
/// Mul, Add. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class RecurrentCellOperators
{
    private const string Parameters = "[N,I] and [I], with and without biases and states";

    [Operator("RNNCell", Onnx = "Gemm, Add, Tanh or Relu", Covers = $"tanh and relu; {Parameters}")]
    internal static GraphValue Rnn(EmitterContext c)
    {
        var module = NativeModule.Of(c);
        var opType = RecurrentNonlinearity.Find(c, module) == RecurrentNonlinearity.Relu ? "Relu" : "Tanh";
        return c.Emit(opType, [Gates(c, module, c.OptionalTensor("h0"))]);
    }

    /// <summary>Without states libtorch refuses to run it: TorchSharp hands it empty ones.</summary>
    [Operator("LSTMCell", Onnx = "Gemm, Add, Split, Sigmoid, Tanh, Mul", Covers = "[N,I] and [I], with and without biases; states given")]
    internal static GraphValue[] Lstm(EmitterContext c)
    {
        var module = NativeModule.Of(c);
        var states = c.Tensors("h0_c0");
        var parts = Split(c, Gates(c, module, states[0]), 4);
        var (input, forget, cell, output) = (Sigmoid(c, parts[0]), Sigmoid(c, parts[1]), c.Emit("Tanh", [parts[2]]), Sigmoid(c, parts[3]));
        var state = c.Emit("Add", [c.Emit("Mul", [forget, states[1]]), c.Emit("Mul", [input, cell])]);
        return [c.Emit("Mul", [output, c.Emit("Tanh", [state])]), state];
    }

    [Operator("GRUCell", Onnx = "Gemm, Split, Sigmoid, Tanh, Mul, Add, Sub", Covers = Parameters)]
    internal static GraphValue Gru(EmitterContext c)
    {
        var module = NativeModule.Of(c);
        var state = c.OptionalTensor("h0", "hx");
        var entering = Split(c, Product(c, module, "ih", c.Input), 3);
        var kept = Kept(c, module, state);
        GraphValue Sum(int gate) => kept is null ? entering[gate] : c.Emit("Add", [entering[gate], kept[gate]]);
        var reset = Sigmoid(c, Sum(0));
        var update = Sigmoid(c, Sum(1));
        var candidate = c.Emit("Tanh", [kept is null ? entering[2] : c.Emit("Add", [entering[2], c.Emit("Mul", [reset, kept[2]])])]);
        return state is null
            ? c.Emit("Sub", [candidate, c.Emit("Mul", [update, candidate])])
            : c.Emit("Add", [candidate, c.Emit("Mul", [update, c.Emit("Sub", [state, candidate])])]);
    }

    /// <summary>What the state gives to each gate; from a zero state only the bias, or nothing.</summary>
    private static GraphValue[]? Kept(EmitterContext c, NativeModule module, GraphValue? state)
    {
        if (state is not null)
            return Split(c, Product(c, module, "hh", state), 3);
        return module.OptionalValue("bias_hh") is { } bias ? Split(c, bias, 3) : null;
    }

    /// <summary>W_ih x + b_ih + W_hh h + b_hh, all gates in one.</summary>
    private static GraphValue Gates(EmitterContext c, NativeModule module, GraphValue? state)
    {
        var entering = Product(c, module, "ih", c.Input);
        if (state is not null)
            return c.Emit("Add", [entering, Product(c, module, "hh", state)]);
        return module.OptionalValue("bias_hh") is { } bias ? c.Emit("Add", [entering, bias]) : entering;
    }

    private static GraphValue Product(EmitterContext c, NativeModule module, string part, GraphValue x)
    {
        var weight = module.Value($"weight_{part}");
        var bias = module.OptionalValue($"bias_{part}");
        if (x.Rank == 2)
            return c.Emit("Gemm", bias is null ? [x, weight] : [x, weight, bias], ("transB", 1));
        var product = c.Emit("MatMul", [weight, x]);
        return bias is null ? product : c.Emit("Add", [product, bias]);
    }

    private static GraphValue[] Split(EmitterContext c, GraphValue gates, int count)
    {
        var size = c.Result.Shape[^1].Value;
        return c.EmitMany(count, "Split", [gates, c.Vector([.. Enumerable.Repeat(size, count)])], ("axis", -1));
    }

    private static GraphValue Sigmoid(EmitterContext c, GraphValue value) => c.Emit("Sigmoid", [value]);
}
