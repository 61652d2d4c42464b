using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Recurrent layers and cells: every choice of their factories, with states given and not.</summary>
internal static class RecurrentCases
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Sequence = Normal(5, Batch, 3);
    private static readonly OperatorInput BatchFirst = Normal(Batch, 5, 3);
    private static readonly OperatorInput Rows = Normal(Batch, 3);
    private static readonly OperatorInput State = Normal(Batch, 4);

    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. new[] { Lstms, Grus, Elmans, Cells }.SelectMany(rows => rows).Select(row => row with { Tolerance = OperatorTolerance.Chains })];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        new(OfModule("LSTM", "float64", () => nn.LSTM(3, 4).to(ScalarType.Float64), Sequence.As(ElementType.Float64)), "float32 only"),
        new(OfModule("GRU", "training", () => nn.GRU(3, 4), Sequence), "training mode") { IsTraining = true },
    ];

    private static IEnumerable<OperatorCase> Lstms =>
    [
        OfModule("LSTM", "", () => nn.LSTM(3, 4), Sequence),
        OfModule("LSTM", "numLayers, no bias", () => nn.LSTM(3, 4, 2, bias: false), Sequence),
        OfModule("LSTM", "numLayers, batchFirst, bidirectional", () => nn.LSTM(3, 4, 2, batchFirst: true, bidirectional: true), BatchFirst),
        OfModule("LSTM", "free length", () => nn.LSTM(3, 4, bidirectional: true), Normal(Dimension.Named("steps"), Batch, 3)),
        OfModule("LSTM", "h0 and c0", () => new With<LSTM>(nn.LSTM(3, 4, 2, bidirectional: true), (lstm, x, h, c) => lstm.call(x, (h, c))),
            Sequence, Normal(4, Batch, 4), Normal(4, Batch, 4)),
        OfModule("LSTM", "h0 and c0, no bias", () => new With<LSTM>(nn.LSTM(3, 4, bias: false), (lstm, x, h, c) => lstm.call(x, (h, c))),
            Sequence, Normal(1, Batch, 4), Normal(1, Batch, 4)),
        OfModule("LSTM", "called twice", () => new With<LSTM>(nn.LSTM(3, 4), (lstm, x, _, _) => Twice(lstm, x)), Sequence, State, State),
    ];

    private static IEnumerable<OperatorCase> Grus =>
    [
        OfModule("GRU", "", () => nn.GRU(3, 4), Sequence),
        OfModule("GRU", "numLayers, no bias, batchFirst, bidirectional", () => nn.GRU(3, 4, 2, bias: false, batchFirst: true, bidirectional: true), BatchFirst),
        OfModule("GRU", "h0", () => new With<GRU>(nn.GRU(3, 4, 2), (gru, x, h, _) => gru.call(x, h)), Sequence, Normal(2, Batch, 4), State),
    ];

    private static IEnumerable<OperatorCase> Elmans =>
    [
        OfModule("RNN", "tanh", () => nn.RNN(3, 4), Sequence),
        OfModule("RNN", "relu, numLayers, bidirectional", () => nn.RNN(3, 4, 2, nn.NonLinearities.ReLU, bidirectional: true), Sequence),
        OfModule("RNN", "relu, no bias, batchFirst", () => nn.RNN(3, 4, nonLinearity: nn.NonLinearities.ReLU, bias: false, batchFirst: true), BatchFirst),
        OfModule("RNN", "h0", () => new With<RNN>(nn.RNN(3, 4, 2), (rnn, x, h, _) => rnn.call(x, h)), Sequence, Normal(2, Batch, 4), State),
    ];

    private static IEnumerable<OperatorCase> Cells =>
    [
        OfModule("LSTMCell", "", () => new With<LSTMCell>(nn.LSTMCell(3, 4), (cell, x, h, c) => cell.call(x, (h, c))), Rows, State, State),
        OfModule("LSTMCell", "no bias", () => new With<LSTMCell>(nn.LSTMCell(3, 4, bias: false), (cell, x, h, c) => cell.call(x, (h, c))), Rows, State, State),
        OfModule("GRUCell", "", () => new With<GRUCell>(nn.GRUCell(3, 4), (cell, x, h, _) => cell.call(x, h)), Rows, State, State),
        OfModule("GRUCell", "no state", () => new With<GRUCell>(nn.GRUCell(3, 4), (cell, x, _, _) => cell.call(x, null!)), Rows, State, State),
        OfModule("GRUCell", "no state, no bias", () => new With<GRUCell>(nn.GRUCell(3, 4, bias: false), (cell, x, _, _) => cell.call(x, null!)), Rows, State, State),
        OfModule("GRUCell", "one sample", () => new With<GRUCell>(nn.GRUCell(3, 4), (cell, x, h, _) => cell.call(x, h)), Normal(3), Normal(4), State),
        OfModule("GRUCell", "float64", () => new With<GRUCell>(nn.GRUCell(3, 4).to(ScalarType.Float64), (cell, x, h, _) => cell.call(x, h)),
            Rows.As(ElementType.Float64), State.As(ElementType.Float64), State),
        OfModule("RNNCell", "tanh", () => new With<RNNCell>(nn.RNNCell(3, 4), (cell, x, h, _) => cell.call(x, h)), Rows, State, State),
        OfModule("RNNCell", "relu, no bias", () => new With<RNNCell>(nn.RNNCell(3, 4, nn.NonLinearities.ReLU, bias: false), (cell, x, h, _) => cell.call(x, h)), Rows, State, State),
        OfModule("RNNCell", "no state", () => new With<RNNCell>(nn.RNNCell(3, 4), (cell, x, _, _) => cell.call(x, null!)), Rows, State, State),
    ];

    private static Tensor Twice(LSTM lstm, Tensor x)
    {
        var (_, h, c) = lstm.call(x);
        return lstm.call(x, (h, c)).Item1;
    }
}
