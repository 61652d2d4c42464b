using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Images of another source with other channels or another size, converted when asked for.</summary>
internal sealed class ConvertedImages : ImageSource
{
    private readonly ImageSource _source;
    private readonly ImageFit _fit;
    private readonly Lazy<string> _sha256;

    public ConvertedImages(ImageSource source, ImageSpec spec, ImageFit fit)
        : base(source.Name, spec, source.Count, source.BitDepth, source.Labels, source.ClassNames)
    {
        (_source, _fit) = (source, fit);
        _sha256 = new Lazy<string>(() => ImageHash.Of(this));
    }

    public override string Sha256 => _sha256.Value;

    public override int ShuffleWindow => _source.ShuffleWindow;

    public override void Read(int index, Span<ushort> samples)
    {
        var source = new ushort[_source.Spec.Length];
        _source.Read(index, source);
        var image = new DecodedImage(_source.Spec.Channels, _source.Spec.Height, _source.Spec.Width, BitDepth, source);
        _fit.Apply<ushort>(PixelConversion.WithChannels(image, Spec.Channels).Samples, image.Height, image.Width, samples[..Spec.Length], Spec);
    }

    public override ImageSource Select(ReadOnlySpan<int> indices) => new ConvertedImages(_source.Select(indices), Spec, _fit);
}
