using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Against a loop that draws for one image after the other and asks the gates itself.</summary>
[TestClass]
public sealed class AugmentAcceptedTests
{
    private const int Count = 19;
    private static TestBundle _files = null!;
    private static VaeBundle _bundle = null!;

    [ClassInitialize]
    public static void Load(TestContext _)
    {
        _files = new TestBundle();
        _bundle = _files.Load(new RuntimeOptions { MaxBatch = 8 });
    }

    [ClassCleanup]
    public static void Release()
    {
        _bundle.Dispose();
        _files.Dispose();
    }

    [TestMethod]
    [DataRow(1, false)]
    [DataRow(4, false)]
    [DataRow(1, true)]
    [DataRow(4, true)]
    public void AugmentAccepted_Gates_GiveTheFirstDrawThatPasses(int maxDraws, bool novel)
    {
        var (images, labels) = (TinyImages.Floats(Count), Labels());
        var gates = new AcceptanceGates { Classifier = _bundle.Classifier, Novelty = novel ? Novelty() : null, MaxDraws = maxDraws };
        var options = new AugmentOptions { Seed = 5, Scale = 3, FirstSampleIndex = 100, Draw = 2 };
        var (generated, draws) = (new float[images.Length], new ImageAcceptance[Count]);
        generated.AsSpan().Fill(-7);

        var report = _bundle.Augmenter.AugmentAccepted(images, generated, draws, gates, options, labels);

        var expected = new int[4]; // images, candidates, unconfirmed, copies
        for (var i = 0; i < Count; i++)
        {
            var (draw, image) = Expected(images, labels, i, gates, options, expected);
            Assert.AreEqual(draw, draws[i].Draw, $"image {i}");
            for (var p = 0; p < TinyModel.ImageLength; p++)
                Assert.AreEqual(image is null ? -7 : image[p], generated[(i * TinyModel.ImageLength) + p], Tolerances.AugmentedImage);
        }

        CollectionAssert.AreEqual(expected, (int[])[(int)report.Total.Images, (int)report.Total.Candidates, (int)report.Total.Unconfirmed, (int)report.Total.Copies]);
        Assert.AreEqual(draws.Count(draw => draw.IsAccepted), report.Total.Accepted);
        Assert.IsTrue(report.Total.Unconfirmed > 0 && report.Total.Dropped > 0 && (!novel || report.Total.Copies > 0), "the gates had work");
        for (var label = 0; label < report.Classes.Count; label++)
            Assert.AreEqual(Enumerable.Range(0, Count).Count(i => labels[i] == label && draws[i].IsAccepted), report.Classes[label].Accepted);
    }

    [TestMethod]
    public void AugmentAccepted_Bytes_GiveWhatTheGatesSee()
    {
        var (images, labels, gates) = (TinyImages.Bytes(Count), Labels(), new AcceptanceGates { Classifier = _bundle.Classifier, Novelty = Novelty(), MaxDraws = 3 });
        var (generated, draws, predicted) = (new byte[images.Length], new ImageAcceptance[Count], new int[Count]);

        _bundle.Augmenter.AugmentAccepted(images, generated, draws, gates, new AugmentOptions { Scale = 3 }, labels);

        _bundle.Classifier.Classify(generated, predicted);
        Assert.IsTrue(draws.Any(draw => draw.Draw > 0) && draws.Any(draw => !draw.IsAccepted));
        for (var i = 0; i < Count; i++)
        {
            if (draws[i].IsAccepted)
                Assert.IsTrue(predicted[i] == labels[i] && gates.Novelty.IsNovel(generated.AsSpan(i * TinyModel.ImageLength, TinyModel.ImageLength)));
        }
    }

    [TestMethod]
    public void AugmentAccepted_NoGates_IsAugment()
    {
        var images = TinyImages.Floats(Count);
        var (generated, draws) = (new float[images.Length], new ImageAcceptance[Count]);

        var report = _bundle.Augmenter.AugmentAccepted(images, generated, draws, new AcceptanceGates(), new AugmentOptions { Seed = 3 });

        CollectionAssert.AreEqual(_bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 3 }), generated);
        Assert.IsTrue(draws.All(draw => draw.Draw == 0) && report.Total.AcceptanceRate == 1 && report.Classes.Count == 0);
    }

    [TestMethod]
    public void AugmentAccepted_InParts_CountsAndDrawsAsTheWhole()
    {
        var (images, labels, gates) = (TinyImages.Bytes(16), Labels(), new AcceptanceGates { Classifier = _bundle.Classifier, MaxDraws = 3 });
        var (whole, parts, wholeDraws, partDraws) = (new byte[images.Length], new byte[images.Length], new ImageAcceptance[16], new ImageAcceptance[16]);
        var half = images.Length / 2;

        var report = _bundle.Augmenter.AugmentAccepted(images, whole, wholeDraws, gates, null, labels.AsSpan(0, 16));
        _bundle.Augmenter.AugmentAccepted(images.AsSpan(0, half), parts.AsSpan(0, half), partDraws.AsSpan(0, 8), gates, null, labels.AsSpan(0, 8));
        _bundle.Augmenter.AugmentAccepted(images.AsSpan(half), parts.AsSpan(half), partDraws.AsSpan(8), gates, new AugmentOptions { FirstSampleIndex = 8 }, labels.AsSpan(8, 8));
        var sum = new AcceptanceReport();
        sum.Add(partDraws.AsSpan(0, 5), labels.AsSpan(0, 5));
        sum.Add(partDraws.AsSpan(5), labels.AsSpan(5, 11));

        CollectionAssert.AreEqual(whole, parts);
        CollectionAssert.AreEqual(wholeDraws, partDraws);
        Assert.AreEqual(report.Total.Unconfirmed, sum.Total.Unconfirmed);
        Assert.AreEqual(report.Total.Candidates, sum.Total.Candidates);
        CollectionAssert.AreEqual(report.Classes.Select(counts => counts.Accepted).ToArray(), sum.Classes.Select(counts => counts.Accepted).ToArray());
    }

    [TestMethod]
    public void AugmentAccepted_WhatCannotBe_IsRefused()
    {
        var (images, draws) = (TinyImages.Floats(2), new ImageAcceptance[2]);
        var generated = new float[images.Length];
        var confirming = new AcceptanceGates { Classifier = _bundle.Classifier };
        var larger = new ImageSpec { Channels = 1, Height = 6, Width = 5 };

        Refused("one for each of 2", () => _bundle.Augmenter.AugmentAccepted(images, generated, draws, confirming));
        Refused("classes from 0 to 3", () => _bundle.Augmenter.AugmentAccepted(images, generated, draws, confirming, null, [0, 4]));
        Refused("got one for", () => _bundle.Augmenter.AugmentAccepted(images, generated, draws, new AcceptanceGates { Novelty = NoveltyGate.Learn(larger, new byte[60]) }));
        Refused("apart from the images", () => _bundle.Augmenter.AugmentAccepted(images, images, draws, new AcceptanceGates()));
        Refused("gates", () => _bundle.Augmenter.AugmentAccepted(images, generated, draws, new AcceptanceGates { MaxDraws = 0 }));

        static void Refused(string part, Action act) => StringAssert.Contains(Assert.Throws<ArgumentException>(act).Message, part);
    }

    private static (int Draw, float[]? Image) Expected(float[] images, int[] labels, int index, AcceptanceGates gates, AugmentOptions options, int[] counts)
    {
        counts[0]++;
        for (var draw = options.Draw; draw < options.Draw + gates.MaxDraws; draw++)
        {
            counts[1]++;
            var image = _bundle.Augmenter.Augment(images.AsSpan(index * TinyModel.ImageLength, TinyModel.ImageLength), options with { Draw = draw, FirstSampleIndex = options.FirstSampleIndex + index });
            var logits = TinyModel.ClassLogits(image);
            if (Array.IndexOf(logits, logits.Max()) != labels[index])
                counts[2]++;
            else if (gates.Novelty?.IsNovel(image) == false)
                counts[3]++;
            else
                return (draw, image);
        }

        return (-1, null);
    }

    // Half of them what the classifier calls the reconstruction, half anything.
    private static int[] Labels()
    {
        var (images, labels) = (TinyImages.Bytes(Count), new int[Count]);
        _bundle.Classifier.Classify(_bundle.Augmenter.Augment(images, new AugmentOptions { Scale = 0 }), labels);
        for (var i = 1; i < Count; i += 2)
            labels[i] = i / 2 % TinyModel.Classes;
        return labels;
    }

    // Other draws of the same images as training images: about as far from what is generated as from each other.
    private static NoveltyGate Novelty() =>
        NoveltyGate.Learn(_bundle.Manifest.Image, _bundle.Augmenter.Augment(TinyImages.Bytes(Count), new AugmentOptions { Scale = 3, Seed = 77 }), 0.7);
}
