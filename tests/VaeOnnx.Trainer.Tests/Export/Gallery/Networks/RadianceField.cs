using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>NeRF's network (Mildenhall et al. 2020): coordinates at many frequencies, the input joined again half way, two heads.</summary>
internal sealed class RadianceField : Module<Tensor, Dictionary<string, Tensor>>
{
    private static readonly int[] Skips = [2];
    private readonly ModuleList<Linear> layers;
    private readonly Linear density, color;
    private readonly double[] frequencies;

    public RadianceField(int depth, int octaves)
        : base("nerf")
    {
        frequencies = [.. Enumerable.Range(0, octaves).Select(octave => Math.PI * Math.Pow(2, octave))];
        var encoded = 3 * ((2 * octaves) + 1);
        layers = new ModuleList<Linear>([.. Enumerable.Range(0, depth).Select(index => Linear(index == 0 ? encoded : Skips.Contains(index) ? 8 + encoded : 8, 8))]);
        (density, color) = (Linear(8, 1), Linear(8, 3));
        RegisterComponents();
    }

    public override Dictionary<string, Tensor> forward(Tensor points)
    {
        var encoded = cat([points, .. Waves(points)], dim: -1);
        var hidden = layers.Select((layer, index) => (layer, index))
            .Aggregate(encoded, (x, item) => functional.relu(item.layer.call(Skips.Contains(item.index) ? cat([x, encoded], -1) : x)));
        return new() { ["density"] = functional.softplus(density.call(hidden)).squeeze(-1), ["color"] = sigmoid(color.call(hidden)) };
    }

    private IEnumerable<Tensor> Waves(Tensor points)
    {
        foreach (var frequency in frequencies)
        {
            yield return sin(points * frequency);
            yield return cos(points * frequency);
        }
    }
}
