using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Quantization;

/// <summary>A weight as int8 with one scale an output channel, and the bias as int32 in the scale of the products.</summary>
internal sealed class ChannelScales
{
    private const int Most = 127; // symmetric: −128 is not used
    private const double MostBias = 1 << 30; // half of int32's range: the sum of products goes on top

    private readonly WeightedNode _node;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly int _inner;

    public ChannelScales(WeightedNode node, ActivationScale input)
    {
        _node = node;
        _weights = TensorValues.FiniteFloats(node.Weight);
        _bias = node.Bias is null ? [] : TensorValues.FiniteFloats(node.Bias);
        _inner = (int)node.Weight.Dims.Skip(node.ChannelAxis + 1).Aggregate(1L, (product, size) => product * size);
        Channels = (int)node.Weight.Dims[node.ChannelAxis];
        Scales = ChooseScales(input);
        BiasScales = Array.ConvertAll(Scales, scale => scale * input.Scale);
    }

    public int Channels { get; }

    public float[] Scales { get; }

    public float[] BiasScales { get; }

    public sbyte[] Weights()
    {
        var rounded = new sbyte[_weights.Length];
        for (var i = 0; i < rounded.Length; i++)
            rounded[i] = (sbyte)Math.Clamp(Math.Round((double)_weights[i] / Scales[ChannelOf(i)]), -Most, Most);
        return rounded;
    }

    public int[] Bias()
    {
        var rounded = new int[_bias.Length];
        for (var channel = 0; channel < rounded.Length; channel++)
            rounded[channel] = (int)Math.Round((double)_bias[channel] / BiasScales[channel]);
        return rounded;
    }

    // A channel of tiny weights would push its bias out of int32: it then gets a coarser scale.
    private float[] ChooseScales(ActivationScale input)
    {
        var largest = new float[Channels];
        for (var i = 0; i < _weights.Length; i++)
            largest[ChannelOf(i)] = Math.Max(largest[ChannelOf(i)], Math.Abs(_weights[i]));
        return [.. largest.Select((weight, channel) => Math.Max(weight / Most, LeastScale(channel, input)) is > 0 and var scale ? scale : 1f)];
    }

    private float LeastScale(int channel, ActivationScale input) => _bias.Length == 0 ? 0 : (float)(Math.Abs(_bias[channel]) / MostBias / input.Scale);

    private int ChannelOf(int index) => index / _inner % Channels;
}
