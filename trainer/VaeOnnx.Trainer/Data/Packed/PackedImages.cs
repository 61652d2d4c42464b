using System.Buffers;

namespace VaeOnnx.Trainer.Data;

/// <summary>Images that lie side by side in one file and are read when asked for.</summary>
internal sealed class PackedImages : ImageSource
{
    private readonly SampleFile _file;
    private readonly SampleLayout _layout;
    private readonly int[]? _places;
    private readonly long _budget;
    private readonly Lazy<string> _sha256;

    public PackedImages(string name, SampleFile file, SampleLayout layout, int count, long budget, int[] labels, IReadOnlyList<string>? classNames)
        : base(name, layout.Spec, count, layout.BitDepth, labels, classNames)
    {
        (_file, _layout, _budget) = (file, layout, budget);
        _sha256 = new Lazy<string>(() => ImageHash.Of(this));
    }

    private PackedImages(PackedImages whole, int[] indices)
        : base(whole.Name, whole.Spec, indices.Length, whole.BitDepth, whole.PickLabels(indices), whole.ClassNames)
    {
        (_file, _layout, _places, _budget) = (whole._file, whole._layout, whole.PlacesOf(indices), whole._budget);
        _sha256 = new Lazy<string>(() => ImageHash.OfSelection(whole.Sha256, indices));
    }

    public override string Sha256 => _sha256.Value;

    public override int ShuffleWindow => StreamedWindow(_budget);

    public override void Read(int index, Span<ushort> samples)
    {
        ThrowIfOutside(index);
        var bytes = ArrayPool<byte>.Shared.Rent(_layout.ImageBytes);
        var image = bytes.AsSpan(0, _layout.ImageBytes);
        _file.Read((long)(_places?[index] ?? index) * image.Length, image);
        _layout.Convert(image, samples[..Spec.Length]);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <inheritdoc/>
    /// <remarks>Its identity is that of <see cref="ImageHash.OfSelection"/>.</remarks>
    public override ImageSource Select(ReadOnlySpan<int> indices) => new PackedImages(this, indices.ToArray());

    private int[] PlacesOf(int[] indices) => Array.ConvertAll(indices, index =>
    {
        ThrowIfOutside(index);
        return _places?[index] ?? index;
    });
}
