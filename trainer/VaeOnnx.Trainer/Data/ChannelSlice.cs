using System.Security.Cryptography;
using System.Text;

namespace VaeOnnx.Trainer.Data;

/// <summary>Some channels of each image of a source.</summary>
internal sealed class ChannelSlice : ImageSource
{
    private readonly ImageSource _images;
    private readonly int _first;
    private readonly Lazy<string> _sha256;

    /// <summary>Takes channels; nothing is copied.</summary>
    /// <param name="images">The images.</param>
    /// <param name="first">The first channel, from 0.</param>
    /// <param name="count">How many channels.</param>
    public ChannelSlice(ImageSource images, int first, int count)
        : base(images.Name, images.Spec with { Channels = count }, images.Count, images.BitDepth, images.Labels, images.IsLabelled ? images.ClassNames : null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, images.Spec.Channels);
        (_images, _first) = (images, first);
        Origins = images.Origins;
        _sha256 = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{images.Sha256} channels {first}..{first + count}")))));
    }

    public override int ShuffleWindow => _images.ShuffleWindow;

    public override string Sha256 => _sha256.Value;

    public override void Read(int index, Span<ushort> samples)
    {
        var all = new ushort[_images.Spec.Length];
        _images.Read(index, all);
        all.AsSpan(Start, Spec.Length).CopyTo(samples);
    }

    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var all = new float[_images.Spec.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            _images.Gather([indices[i]], all);
            all.AsSpan(Start, Spec.Length).CopyTo(images[(i * Spec.Length)..]);
        }
    }

    public override ImageSource Select(ReadOnlySpan<int> indices) => new ChannelSlice(_images.Select(indices), _first, Spec.Channels);

    private int Start => _first * Spec.Height * Spec.Width;
}
