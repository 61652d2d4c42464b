using System.Runtime.CompilerServices;

namespace VaeOnnx.Contracts;

/// <summary>The counters of the next blocks, one a lane, wrapping from the last block of a sample to the first of the next.</summary>
internal struct NoiseCursor<TLanes, TFloat, TUInt>
    where TLanes : INoiseLanes<TFloat, TUInt>
{
    private readonly TUInt _blocksPerSample;
    private readonly TUInt _blockStep;
    private readonly TUInt _sampleStep;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NoiseCursor(NoiseRequest request)
    {
        var blocksPerSample = (uint)request.BlocksPerSample;
        _blocksPerSample = TLanes.Create(blocksPerSample);
        _blockStep = TLanes.Create((uint)TLanes.Count % blocksPerSample);
        _sampleStep = TLanes.Create((uint)TLanes.Count / blocksPerSample);
        Stream = TLanes.Create(request.Stream);
        SampleLow = TLanes.Create((uint)request.FirstSampleIndex);
        SampleHigh = TLanes.Create((uint)(request.FirstSampleIndex >>> 32));
        Block = TLanes.Add(TLanes.Indices, TLanes.Create(request.FirstBlock));

        // Lane k begins k blocks on: in a short row that is several samples on.
        for (var samples = (uint)TLanes.Count / blocksPerSample; samples > 0; samples--)
            WrapBlocks();
    }

    public TUInt Block { get; private set; }

    public TUInt Stream { get; }

    public TUInt SampleLow { get; private set; }

    public TUInt SampleHigh { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance()
    {
        Block = TLanes.Add(Block, _blockStep);
        AddToSample(_sampleStep);
        WrapBlocks();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WrapBlocks()
    {
        // All ones where the block lies past the sample's last one; all ones is −1.
        var past = TLanes.Xor(TLanes.LessThan(Block, _blocksPerSample), TLanes.Create(uint.MaxValue));
        Block = TLanes.Subtract(Block, TLanes.And(_blocksPerSample, past));
        AddToSample(TLanes.And(TLanes.Create(1u), past));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToSample(TUInt count)
    {
        var low = TLanes.Add(SampleLow, count);
        SampleHigh = TLanes.Subtract(SampleHigh, TLanes.LessThan(low, count));
        SampleLow = low;
    }
}
