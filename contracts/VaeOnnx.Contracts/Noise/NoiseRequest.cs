namespace VaeOnnx.Contracts;

/// <summary>The address of a batch of noise: rows of <paramref name="SampleLength"/> numbers, one row a sample.</summary>
/// <param name="SampleLength">The numbers in a row, at least 1.</param>
/// <param name="Seed">The key.</param>
/// <param name="FirstSampleIndex">The index of row 0, from 0.</param>
/// <param name="Stream">The draw.</param>
internal readonly record struct NoiseRequest(int SampleLength, ulong Seed, long FirstSampleIndex, uint Stream)
{
    /// <summary>Philox gives four numbers a counter.</summary>
    public const int BlockLength = 4;

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
