using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A masked autoencoder (He et al. 2022) with a fixed mask: patches picked by index, mask tokens put where the others were.</summary>
internal sealed class MaskedAutoencoder : Module<Tensor, Tensor>
{
    private readonly Tensor kept = tensor(new long[] { 0, 3, 5, 6 }), order;
    private readonly Parameter maskToken = Parameter(randn(1, 1, 6)), places = Parameter(randn(1, 9, 6));
    private readonly Linear embed = Linear(4, 6), restore = Linear(6, 4);
    private readonly TransformerEncoderLayer encoder = TransformerEncoderLayer(6, 2, 12, dropout: 0);

    public MaskedAutoencoder()
        : base("mae")
    {
        long[] picked = [.. kept.data<long>()];
        order = tensor(Enumerable.Range(0, 9).Select(place => Array.IndexOf(picked, place) is >= 0 and var index ? (long)index : 4 + Enumerable.Range(0, place).Count(other => !picked.Contains(other))).ToArray());
        register_buffer("kept", kept);
        register_buffer("order", order);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var patches = images.unfold(2, 2, 2).unfold(3, 2, 2).flatten(4).permute(0, 2, 3, 1, 4).flatten(1, 2).flatten(2);
        var tokens = (embed.call(patches) + places).index_select(1, kept);
        var encoded = encoder.call(tokens.transpose(0, 1), null!, null!).transpose(0, 1);
        var full = cat([encoded, maskToken.expand(images.shape[0], 9 - kept.shape[0], -1)], 1).index_select(1, order) + places;
        return restore.call(full).sigmoid();
    }
}
