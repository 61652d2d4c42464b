using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

[TestClass]
public sealed class NoiseWindowTests
{
    private const ulong Seed = 42;

    [TestMethod]
    [DataRow(4, 3, 5)]
    [DataRow(7, 2, 3)]
    [DataRow(1, 1, 1)]
    [DataRow(300, 3, 11)] // more than is drawn at a time
    public void FillNormal_WholeMap_IsTheSamplesRowSiteBySite(int channels, int height, int width)
    {
        var map = new float[channels * height * width];
        new NoiseWindow { Channels = channels, MapWidth = width, Height = height, Width = width }.FillNormal(map, Seed, sampleIndex: 6, draw: 2);

        var stride = (channels + 3) / 4 * 4;
        var row = new float[height * width * stride];
        SeededNoise.FillNormal(row, row.Length, Seed, firstSampleIndex: 6, draw: 2);
        for (var channel = 0; channel < channels; channel++)
        {
            for (var site = 0; site < height * width; site++)
                Assert.AreEqual(row[(site * stride) + channel], map[(channel * height * width) + site], $"channel {channel}, site {site}");
        }
    }

    [TestMethod]
    public void FillNormal_Window_IsCutOutOfTheMap()
    {
        const int Channels = 6, Rows = 9, Columns = 13;
        var map = new float[Channels * Rows * Columns];
        new NoiseWindow { Channels = Channels, MapWidth = Columns, Height = Rows, Width = Columns }.FillNormal(map, Seed, 0);
        var part = new float[Channels * 4 * 5];

        new NoiseWindow { Channels = Channels, MapWidth = Columns, Top = 3, Left = 7, Height = 4, Width = 5 }.FillNormal(part, Seed, 0);

        for (var i = 0; i < part.Length; i++)
        {
            var (channel, y, x) = (i / 20, i / 5 % 4, i % 5);
            Assert.AreEqual(map[(((channel * Rows) + 3 + y) * Columns) + 7 + x], part[i], $"number {i}");
        }
    }

    [TestMethod]
    public void FillNormal_WrongLengthOrSizeOfMap_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new NoiseWindow { Channels = 1, MapWidth = 2, Height = 2, Width = 2 }.FillNormal(new float[3], Seed, 0));
        Assert.ThrowsExactly<OverflowException>(() => new NoiseWindow { Channels = 1, MapWidth = 1 << 20, Top = 1 << 20, Height = 1, Width = 1 }.FillNormal(new float[1], Seed, 0));
    }
}
