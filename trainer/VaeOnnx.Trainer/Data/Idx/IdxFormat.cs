using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>The numbers of the IDX format, and what may stand in a header before anything is allocated for it.</summary>
internal static class IdxFormat
{
    /// <summary>One axis, unsigned bytes: labels.</summary>
    public const uint LabelsMagic = 0x0000_0801;

    /// <summary>One axis, 32-bit integers: labels of more than 256 classes.</summary>
    public const uint WideLabelsMagic = 0x0000_0C01;

    /// <summary>Three axes, unsigned bytes: grey images.</summary>
    public const uint GreyImagesMagic = 0x0000_0803;

    /// <summary>Four axes, unsigned bytes: images of several channels.</summary>
    public const uint ImagesMagic = 0x0000_0804;

    /// <summary>Far above any image that a model here is trained on, far below harm.</summary>
    public const int MaxSide = 16_384;

    /// <summary>Grey, colour, colour with alpha.</summary>
    public const int MaxChannels = 4;

    /// <summary>The best that deflate can do: 258 bytes in 2 bits. A gzip file that promises more is lying.</summary>
    public const long MaxDeflateRatio = 1_032;

    /// <summary>The number of axes that a magic number announces.</summary>
    public static int Axes(uint magic) => (int)(magic & 0xFF);

    /// <summary>The bytes of one element of the kinds that are read.</summary>
    public static int ElementSize(uint magic) => magic == WideLabelsMagic ? sizeof(int) : 1;

    /// <summary>What a file with this magic number holds, in words.</summary>
    public static string Describe(uint magic) => magic switch
    {
        LabelsMagic or WideLabelsMagic => $"labels (magic number 0x{magic:X8})",
        GreyImagesMagic or ImagesMagic => $"images (magic number 0x{magic:X8})",
        _ when magic >> 16 == 0 && ElementName((byte)(magic >> 8)) is { } element => $"{Axes(magic)} axes of {element} (magic number 0x{magic:X8})",
        _ => $"0x{magic:X8}, which is no IDX magic number",
    };

    /// <summary>The header's bytes: magic number and axes, big-endian.</summary>
    public static uint[] Header(ImageSpec spec, int count) => spec.Channels == 1
        ? [GreyImagesMagic, (uint)count, (uint)spec.Height, (uint)spec.Width]
        : [ImagesMagic, (uint)count, (uint)spec.Channels, (uint)spec.Height, (uint)spec.Width];

    private static string? ElementName(byte type) => type switch
    {
        0x08 => "unsigned bytes",
        0x09 => "signed bytes",
        0x0B => "16-bit integers",
        0x0C => "32-bit integers",
        0x0D => "32-bit floats",
        0x0E => "64-bit floats",
        _ => null,
    };
}
