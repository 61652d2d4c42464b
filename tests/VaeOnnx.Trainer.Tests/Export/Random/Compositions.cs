using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>x + body(x).</summary>
internal sealed class Residual : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _body;

    public Residual(Module<Tensor, Tensor> body) : base(nameof(Residual))
    {
        _body = body;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x + _body.forward(x);
}

/// <summary>x * sigmoid(body(x)).</summary>
internal sealed class Gated : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _body;

    public Gated(Module<Tensor, Tensor> body) : base(nameof(Gated))
    {
        _body = body;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => x * _body.call(x).sigmoid();
}

/// <summary>Branches of one input, joined along an axis.</summary>
internal sealed class Branches : Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<Module<Tensor, Tensor>> _branches;
    private readonly int _axis;

    public Branches(int axis, Module<Tensor, Tensor>[] branches) : base(nameof(Branches))
    {
        _axis = axis;
        _branches = ModuleList(branches);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => cat([.. _branches.Select(branch => branch.forward(x))], _axis);
}

/// <summary>One tensor function as a module; the text says which.</summary>
internal sealed class Function(string text, Func<Tensor, Tensor> function) : Module<Tensor, Tensor>(nameof(Function))
{
    public override Tensor forward(Tensor x) => function(x);

    public override string ToString() => text;
}

/// <summary>A recurrent module whose output sequence goes on.</summary>
internal sealed class Recurrent : Module<Tensor, Tensor>
{
    private readonly Module _cell;

    public Recurrent(Module cell) : base(nameof(Recurrent))
    {
        _cell = cell;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => _cell switch
    {
        TorchSharp.Modules.LSTM lstm => lstm.forward(x).Item1,
        TorchSharp.Modules.GRU gru => gru.forward(x).Item1,
        TorchSharp.Modules.RNN rnn => rnn.forward(x, null).Item1,
        _ => throw new InvalidOperationException($"{_cell.GetName()} is no recurrent module."),
    };
}

/// <summary>Self attention over [N, T, F] through the built-in module, which wants time first.</summary>
internal sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.MultiheadAttention _attention;

    public SelfAttention(long width, long heads) : base(nameof(SelfAttention))
    {
        _attention = MultiheadAttention(width, heads);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var timeFirst = x.transpose(0, 1);
        var (attended, _) = _attention.forward(timeFirst, timeFirst, timeFirst, null!, false, null!);
        return attended.transpose(0, 1);
    }
}
