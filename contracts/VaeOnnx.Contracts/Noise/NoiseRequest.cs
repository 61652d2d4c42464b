namespace VaeOnnx.Contracts;

/// <summary>The address of a batch of noise: rows of <see cref="SampleLength"/> numbers, one row a sample.</summary>
/// <param name="sampleLength">The numbers in a row, at least 1.</param>
/// <param name="seed">The key.</param>
/// <param name="firstSampleIndex">The index of row 0, from 0.</param>
/// <param name="stream">The draw.</param>
internal readonly struct NoiseRequest(int sampleLength, ulong seed, long firstSampleIndex, uint stream)
{
    /// <summary>Philox gives four numbers a counter.</summary>
    public const int BlockLength = 4;

    public int SampleLength { get; } = sampleLength;

    public ulong Seed { get; } = seed;

    public long FirstSampleIndex { get; } = firstSampleIndex;

    public uint Stream { get; } = stream;

    /// <summary>The first row's block to begin with.</summary>
    public uint FirstBlock { get; init; }

    /// <summary>The counters that a row uses.</summary>
    public int BlocksPerSample => (SampleLength + BlockLength - 1) / BlockLength;

    /// <summary>Checks a caller's arguments.</summary>
    public static NoiseRequest Create(int length, int sampleLength, ulong seed, long firstSampleIndex, int draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleLength);
        ArgumentOutOfRangeException.ThrowIfNegative(firstSampleIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        if (length % sampleLength != 0)
            throw new ArgumentException(FormattableString.Invariant($"Expected whole samples of {sampleLength} numbers, got {length} numbers."), nameof(sampleLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstSampleIndex, long.MaxValue - (length / sampleLength));
        return new NoiseRequest(sampleLength, seed, firstSampleIndex, (uint)draw);
    }
}
