using System.Runtime.CompilerServices;

namespace VaeOnnx.Contracts;

/// <summary>
/// Philox4x32-10: a counter of 128 bits and a key of 64 bits give 128 random bits, with no state in between.
/// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
/// </summary>
internal static class Philox
{
    /// <summary>The number of rounds that the paper recommends for its safety margin.</summary>
    private const int Rounds = 10;

    // The paper's multipliers, and the Weyl steps of the key: the golden ratio and √3 − 1 in 32 bits.
    private const uint FirstMultiplier = 0xD2511F53;
    private const uint SecondMultiplier = 0xCD9E8D57;
    private const uint LowKeyStep = 0x9E3779B9;
    private const uint HighKeyStep = 0xBB67AE85;

    /// <summary>Replaces each lane's counter by its random words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scramble<TLanes, TFloat, TUInt>(ref TUInt c0, ref TUInt c1, ref TUInt c2, ref TUInt c3, ulong key)
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        var firstMultiplier = TLanes.Create(FirstMultiplier);
        var secondMultiplier = TLanes.Create(SecondMultiplier);
        var lowKey = (uint)key;
        var highKey = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            TLanes.Multiply(c0, firstMultiplier, out var firstHigh, out var firstLow);
            TLanes.Multiply(c2, secondMultiplier, out var secondHigh, out var secondLow);
            c0 = TLanes.Xor(TLanes.Xor(secondHigh, c1), TLanes.Create(lowKey));
            c1 = secondLow;
            c2 = TLanes.Xor(TLanes.Xor(firstHigh, c3), TLanes.Create(highKey));
            c3 = firstLow;
            unchecked
            {
                lowKey += LowKeyStep;
                highKey += HighKeyStep;
            }
        }
    }
}
