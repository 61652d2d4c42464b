using System.Buffers.Binary;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>One array: images [N, H, W] or [N, H, W, C], or labels [N] or [N, 1].</summary>
/// <param name="path">The file and the array's name in it, for messages.</param>
/// <param name="stream">Its content, from the header on.</param>
internal sealed class NumpyArray(string path, Stream stream)
{
    private readonly NpyHeader _header = NpyHeader.Read(stream, path);

    /// <summary>N.</summary>
    public int Count => _header.Shape is [> 0 and <= int.MaxValue, ..]
        ? (int)_header.Shape[0]
        : throw new DataFormatException(path, "an array with a first axis of images", $"shape {_header.ShapeText}");

    /// <summary>How its images lie, if it holds some.</summary>
    /// <exception cref="DataFormatException">It holds none.</exception>
    public SampleLayout Layout()
    {
        if (_header.Type is not ("|u1" or "<u1" or ">u1" or "<u2" or ">u2"))
            throw new DataFormatException(path, "images of uint8 or uint16", $"elements {_header.Type}", "Scale floats to 0..255 and save them as uint8.");
        if (_header.Shape is not ([_, _, _] or [_, _, _, 1 or 3 or 4]))
        {
            throw new DataFormatException(path, "images of shape (N, H, W) or (N, H, W, C) with C = 1, 3 or 4", $"shape {_header.ShapeText}",
                _header.Shape.Length is 4 or 5 ? "Volumes are not supported, and channels come last: numpy.moveaxis(x, 1, -1)." : null);
        }

        var (height, width) = (Side(1), Side(2));
        var spec = new ImageSpec { Channels = _header.Shape.Length == 4 ? (int)_header.Shape[3] : 1, Height = height, Width = width };
        return new SampleLayout(spec, 8 * _header.ElementSize, _header.IsBigEndian, ChannelsLast: true);
    }

    /// <summary>Its images: in memory where they fit the budget, else in a temporary file.</summary>
    public ImageSource ReadImages(string name, int[] labels, IReadOnlyList<string> classNames, long budget)
    {
        var layout = Layout();
        var bytes = (long)Count * layout.ImageBytes;
        if (bytes > Math.Min(budget, Array.MaxLength))
            return new PackedImages(name, SampleFile.Unpack(stream, bytes, path), layout, Count, budget, labels, classNames);
        var (length, image) = (layout.Spec.Length, new byte[layout.ImageBytes]);
        var samples = new ushort[Count * length];
        for (var i = 0; i < Count; i++)
        {
            Fill(image);
            layout.Convert(image, samples.AsSpan(i * length, length));
        }

        ThrowIfMore();
        return layout.BitDepth == 16
            ? new ImageSet(name, layout.Spec, samples, labels, classNames)
            : new ImageSet(name, layout.Spec, Array.ConvertAll(samples, sample => (byte)sample), labels, classNames);
    }

    /// <summary>Its labels.</summary>
    public int[] ReadLabels()
    {
        if (!_header.IsInteger)
            throw new DataFormatException(path, "labels of whole numbers", $"elements {_header.Type}");
        if (_header.Shape is not ([_] or [_, 1]))
            throw new DataFormatException(path, "one label an image: shape (N,) or (N, 1)", $"shape {_header.ShapeText}", "Images that belong to several classes at once are not supported.");
        var labels = new int[Count];
        var element = new byte[_header.ElementSize];
        for (var i = 0; i < labels.Length; i++)
        {
            Fill(element);
            var label = Number(element);
            if (label is < 0 or >= 1 << 20)
                throw new DataFormatException(path, $"labels from 0 to {(1 << 20) - 1}", $"{label} for image {i}");
            labels[i] = (int)label;
        }

        ThrowIfMore();
        return labels;
    }

    private int Side(int axis) => _header.Shape[axis] is >= 1 and <= ImageFileHeader.MaxSide
        ? (int)_header.Shape[axis]
        : throw new DataFormatException(path, $"sides of 1 to {ImageFileHeader.MaxSide} pixels", $"shape {_header.ShapeText}");

    private long Number(Span<byte> element)
    {
        if (_header.IsBigEndian)
            element.Reverse();
        Span<byte> wide = stackalloc byte[sizeof(long)];
        var isNegative = _header.Type[1] == 'i' && (element[^1] & 0x80) != 0;
        wide.Fill(isNegative ? byte.MaxValue : byte.MinValue);
        element.CopyTo(wide);
        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }

    private void Fill(byte[] bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new DataFormatException(path, $"the elements of shape {_header.ShapeText}", "fewer", "The file is incomplete: copy or download it again.");
    }

    private void ThrowIfMore()
    {
        if (stream.ReadByte() >= 0)
            throw new DataFormatException(path, $"the elements of shape {_header.ShapeText}", "more", "The file is damaged.");
    }
}
