using System.Buffers;

namespace VaeOnnx.Trainer.Data;

/// <summary>Images that are decoded from their files each time they are asked for: memory holds none of them.</summary>
internal sealed class StreamedImages : ImageSource
{
    private readonly ImageDecoder _decoder;
    private readonly string[] _files;
    private readonly long _budget;
    private readonly string _sha256;

    public StreamedImages(string name, ImageDecoder decoder, string[] files, long budget, string sha256, int[] labels, IReadOnlyList<string> classNames)
        : base(name, decoder.Shape.Spec, files.Length, decoder.Shape.BitDepth, labels, classNames) =>
        (_decoder, _files, _budget, _sha256) = (decoder, files, budget, sha256);

    public override string Sha256 => _sha256;

    public override int ShuffleWindow => StreamedWindow(_budget);

    public override void Read(int index, Span<ushort> samples)
    {
        ThrowIfOutside(index);
        _decoder.Decode(_files[index], samples);
    }

    /// <inheritdoc/>
    /// <remarks>Its identity is that of <see cref="ImageHash.OfSelection"/>.</remarks>
    public override ImageSource Select(ReadOnlySpan<int> indices) =>
        new StreamedImages(Name, _decoder, Pick(_files, indices), _budget, ImageHash.OfSelection(_sha256, indices), PickLabels(indices), ClassNames)
        {
            Origins = Pick(Origins, indices),
            Fingerprints = Pick(Fingerprints, indices),
        };

    public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
    {
        ThrowIfNoBatch(indices, images);
        var length = Spec.Length;
        var samples = ArrayPool<ushort>.Shared.Rent(indices.Length * length);
        ParallelDecoding.Run(indices.ToArray(), (index, i) => Read(index, samples.AsSpan(i * length, length)));
        ToValues<ushort>(samples.AsSpan(0, images.Length), images);
        ArrayPool<ushort>.Shared.Return(samples);
    }
}
