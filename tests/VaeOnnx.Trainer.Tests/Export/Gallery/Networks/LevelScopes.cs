using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Care for memory and settings in forward: scopes in scopes, try and finally, a property that caches, text for a log.</summary>
internal sealed class LevelScopes : Module<Tensor, Tensor>
{
    private readonly ParameterDict scales = new();
    private Tensor? mask;

    public LevelScopes()
        : base(nameof(LevelScopes))
    {
        scales.Add("a", Parameter(randn(4)));
        scales.Add("b", Parameter(randn(4)));
        RegisterComponents();
    }

    public string Log { get; private set; } = "";

    private Tensor Mask => mask ??= tensor(new[] { 1f, 0f, 1f, 0.5f }).DetachFromDisposeScope();

    public override Tensor forward(Tensor x)
    {
        using (no_grad())
        using (var scope = NewDisposeScope())
        {
            try
            {
                var sum = zeros_like(x);
                foreach (var name in scales.Keys)
                {
                    using var inner = NewDisposeScope();
                    sum = (sum + x * scales[name] * Mask).MoveToOuterDisposeScope();
                }

                return sum.softmax(1).MoveToOuterDisposeScope();
            }
            finally
            {
                Log = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{string.Join('x', x.shape)} on {x.device}, {scope.DisposablesCount} left");
            }
        }
    }
}
