namespace VaeOnnx.Contracts;

/// <summary>
/// What the generator needs of a register of one or several lanes, so that its arithmetic is written once for every width.
/// Only operations that IEEE 754 rounds exactly, or that are exact on integers: one lane gives the same bits in any register.
/// </summary>
/// <typeparam name="TFloat"><see cref="float"/> or a vector of it.</typeparam>
/// <typeparam name="TUInt"><see cref="uint"/> or a vector of it.</typeparam>
internal interface INoiseLanes<TFloat, TUInt>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>0, 1, 2, … along the lanes.</summary>
    static abstract TUInt Indices { get; }

    static abstract TFloat Create(float value);

    static abstract TUInt Create(uint value);

    /// <summary>The nearest float of each lane read as a signed integer.</summary>
    static abstract TFloat ToSingle(TUInt signedIntegers);

    static abstract TFloat AsSingle(TUInt bits);

    static abstract TUInt AsBits(TFloat value);

    static abstract TFloat Add(TFloat left, TFloat right);

    static abstract TFloat Multiply(TFloat left, TFloat right);

    static abstract TFloat Divide(TFloat left, TFloat right);

    /// <summary>a·b + c, rounded after each of the two steps: never fused.</summary>
    static abstract TFloat MultiplyThenAdd(TFloat a, TFloat b, TFloat c);

    static abstract TFloat Sqrt(TFloat value);

    static abstract TUInt Add(TUInt left, TUInt right);

    static abstract TUInt Subtract(TUInt left, TUInt right);

    static abstract TUInt And(TUInt left, TUInt right);

    static abstract TUInt Or(TUInt left, TUInt right);

    static abstract TUInt Xor(TUInt left, TUInt right);

    static abstract TUInt ShiftLeft(TUInt value, int bits);

    static abstract TUInt ShiftRight(TUInt value, int bits);

    /// <summary>All bits set where <paramref name="left"/> is below <paramref name="right"/>.</summary>
    static abstract TUInt LessThan(TUInt left, TUInt right);

    /// <summary>The upper and lower half of the 64-bit product.</summary>
    static abstract void Multiply(TUInt left, TUInt right, out TUInt high, out TUInt low);

    /// <summary>Stores lane by lane, the four values of a lane next to each other: 4·Count floats.</summary>
    static abstract void StoreBlocks(TFloat first, TFloat second, TFloat third, TFloat fourth, ref float destination);
}
