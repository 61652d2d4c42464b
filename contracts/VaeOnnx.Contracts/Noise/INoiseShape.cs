namespace VaeOnnx.Contracts;

/// <summary>What a pair of random words becomes: two numbers of some distribution.</summary>
internal interface INoiseShape
{
    static abstract void Transform<TLanes, TFloat, TUInt>(TUInt first, TUInt second, out TFloat x, out TFloat y)
        where TLanes : INoiseLanes<TFloat, TUInt>;
}
