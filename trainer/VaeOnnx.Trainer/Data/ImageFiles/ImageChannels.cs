namespace VaeOnnx.Trainer.Data;

/// <summary>The channels that images are read with.</summary>
public enum ImageChannels
{
    /// <summary>The fewest that lose nothing: alpha where a file has it, else colour where a file has it, else grey.</summary>
    Auto,

    /// <summary>One; of colours their brightness (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B), what is transparent laid on white.</summary>
    Grey,

    /// <summary>Three: R, G, B; grey three times, what is transparent laid on white.</summary>
    Colour,

    /// <summary>Four: R, G, B and alpha, not premultiplied; opaque where a file has no alpha.</summary>
    Alpha,
}
