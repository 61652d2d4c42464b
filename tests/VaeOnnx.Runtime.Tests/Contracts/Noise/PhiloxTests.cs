using System.Runtime.Intrinsics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

/// <summary>The vectors are those of Random123 1.14's <c>kat_vectors</c>, lines <c>philox4x32 10</c>.</summary>
[TestClass]
public sealed class PhiloxTests
{
    [TestMethod]
    [DataRow(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [DataRow(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [DataRow(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Scramble_PublishedCounters_GivesPublishedWords(uint c0, uint c1, uint c2, uint c3, ulong key, uint w0, uint w1, uint w2, uint w3)
    {
        uint[] expected = [w0, w1, w2, w3];
        CollectionAssert.AreEqual(expected, Scramble<ScalarLanes, float, uint>(c0, c1, c2, c3, key, (value, _) => value));
        CollectionAssert.AreEqual(expected, Scramble<Lanes128, Vector128<float>, Vector128<uint>>(c0, c1, c2, c3, key, (value, lane) => value[lane]));
        if (NoisePaths.OfThisMachine.Contains(NoisePath.Vector256))
            CollectionAssert.AreEqual(expected, Scramble<Lanes256, Vector256<float>, Vector256<uint>>(c0, c1, c2, c3, key, (value, lane) => value[lane]));
        if (NoisePaths.OfThisMachine.Contains(NoisePath.Vector512))
            CollectionAssert.AreEqual(expected, Scramble<Lanes512, Vector512<float>, Vector512<uint>>(c0, c1, c2, c3, key, (value, lane) => value[lane]));
    }

    private static uint[] Scramble<TLanes, TFloat, TUInt>(uint c0, uint c1, uint c2, uint c3, ulong key, Func<TUInt, int, uint> lane)
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        var (v0, v1, v2, v3) = (TLanes.Create(c0), TLanes.Create(c1), TLanes.Create(c2), TLanes.Create(c3));
        Philox.Scramble<TLanes, TFloat, TUInt>(ref v0, ref v1, ref v2, ref v3, key);
        for (var other = 1; other < TLanes.Count; other++)
            Assert.AreEqual(lane(v0, 0), lane(v0, other), "Equal counters give equal words in every lane.");
        var last = TLanes.Count - 1;
        return [lane(v0, last), lane(v1, last), lane(v2, last), lane(v3, last)];
    }
}
