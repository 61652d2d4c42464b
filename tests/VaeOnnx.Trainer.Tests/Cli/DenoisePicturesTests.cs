using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Tests.Bundles;
using VaeOnnx.Trainer.Tests.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>denoise on picture files of mixed sizes and kinds; verify and inspect of the bundles that do it.</summary>
[TestClass]
public sealed class DenoisePicturesTests : IDisposable
{
    private static readonly (string Name, ImageFileFormat Format, int Channels, int Height, int Width, int BitDepth)[] s_kinds =
    [
        ("alpha.png", ImageFileFormat.Png, 4, 33, 21, 8),
        ("colour.webp", ImageFileFormat.Webp, 3, 18, 40, 8),
        ("deep.png", ImageFileFormat.Png, 1, 45, 61, 16),
        ("sub/grey.BMP", ImageFileFormat.Bmp, 1, 1, 9, 8),
        ("sub/photo.jpg", ImageFileFormat.Jpeg, 3, 25, 25, 8),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Denoise_FolderOfMixedPictures_KeepsNamesSizesBitsAndAlpha()
    {
        var bundle = WriteBundle(new AnySizeNet(channels: 1));
        WritePictures();

        Succeed("denoise", bundle, "--in", _folder["noisy"], "--out", _folder["clean"], "--tile", "40");

        using var runtime = VaeBundle.Load(bundle);
        foreach (var kind in s_kinds)
        {
            var (noisy, clean) = (Picture.Read(_folder["noisy", kind.Name]), Picture.Read(_folder["clean", kind.Name]));
            Assert.AreEqual((noisy.Format, noisy.Channels, noisy.Height, noisy.Width, noisy.BitDepth), (clean.Format, clean.Channels, clean.Height, clean.Width, clean.BitDepth), kind.Name);
            if (kind.Format != ImageFileFormat.Jpeg)
                AssertDenoised(runtime, noisy, clean, kind.Name);
        }

        var (before, after) = (ImageFile.Decode(_folder["noisy", "alpha.png"]).Image, ImageFile.Decode(_folder["clean", "alpha.png"]).Image);
        CollectionAssert.AreEqual(before.Samples[^(33 * 21)..], after.Samples[^(33 * 21)..], "alpha");
    }

    [TestMethod]
    public void Denoise_SamplesOfOnePicture_WritesTheirMeanAndDeviation()
    {
        var bundle = WriteBundle(new AnySizeSampler());
        WritePictures();

        Succeed("denoise", bundle, "--in", _folder["noisy", "deep.png"], "--out", _folder["clean.png"], "--samples", "6", "--seed", "3", "--uncertainty", _folder["unsure.png"]);

        using var runtime = VaeBundle.Load(bundle);
        var noisy = Picture.Read(_folder["noisy", "deep.png"]);
        var (values, mean, deviation) = (noisy.ToValues(runtime.Manifest.Image), new float[45 * 61], new float[45 * 61]);
        runtime.Denoiser.Denoise(values, 45, 61, mean, deviation, new DenoiseOptions { Samples = 6, Seed = 3 });
        var (clean, map) = (ImageFile.Decode(_folder["clean.png"]).Image, ImageFile.Decode(_folder["unsure.png"]).Image);
        for (var i = 0; i < mean.Length; i++)
        {
            Assert.AreEqual(Math.Clamp(mean[i], 0, 1) * 65535, clean.Samples[i], 1, $"pixel {i}");
            Assert.AreEqual(Math.Min(deviation[i] / 0.25 * 255, 255), map.Samples[i], 0.51, $"deviation of pixel {i}");
        }

        Assert.IsGreaterThan(0, map.Samples.Max(), "something is unsure");
    }

    [TestMethod]
    public void Verify_DenoisersOfAnySize_ReplaysTheirProbes()
    {
        foreach (var bundle in (string[])[WriteBundle(new AnySizeNet(channels: 1)), WriteBundle(new AnySizeSampler())])
        {
            Assert.Contains("denoiser.onnx", Succeed("verify", bundle).Output);
            Assert.Contains("in multiples of 4", Succeed("inspect", bundle).Output);
        }
    }

    [TestMethod]
    public void Denoise_WhatCannotBe_IsWrongUsage()
    {
        var bundle = WriteBundle(new AnySizeNet(channels: 1));
        WritePictures();
        _folder.Write("scan.tif", [0x49, 0x49, 42, 0]);

        Refused(["--in", _folder["scan.tif"], "--out", _folder["out.png"]], "TIFF");
        Refused(["--in", _folder["noisy"], "--out", _folder["out"], "--samples", "2"], "--samples");
        Refused(["--in", _folder["noisy"], "--out", _folder["out"], "--uncertainty", _folder["map"]], "--uncertainty", "--samples");
        Refused(["--in", _folder["noisy"], "--out", _folder["out"], "--sheet", _folder["sheet.png"]], "--sheet");
        Refused(["--in", _folder["noisy", "deep.png"], "--out", _folder["deep.jpg"]], "16");
        Refused(["--in", _folder["noisy", "deep.png"], "--out", _folder["deep.gif"]], "--out");

        void Refused(string[] arguments, params string[] parts) =>
            CommandLineResult.Run(["denoise", bundle, .. arguments]).AssertFailed(ExitCode.Usage, parts);
    }

    private static void AssertDenoised(VaeBundle bundle, Picture noisy, Picture clean, string name)
    {
        var (values, white) = (noisy.ToValues(bundle.Manifest.Image), (1 << noisy.BitDepth) - 1);
        var expected = new float[values.Length];
        bundle.Denoiser.Denoise(values, noisy.Height, noisy.Width, expected); // channel by channel: a batch of grey images
        var found = clean.ToValues(bundle.Manifest.Image);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(Math.Clamp(expected[i], 0, 1) * white, found[i] * white, 0.51 + (white * 1e-5), $"{name}: value {i}");
    }

    private string WriteBundle(nn.Module denoiser)
    {
        using var module = denoiser;
        var (folder, digits) = (_folder[denoiser.GetType().Name], SyntheticDigits.Create(6, seed: 4));
        BundleWriter.Write(folder, new BundleContent
        {
            HeldOut = digits,
            Data = new DataProvenance { Name = digits.Name, Sha256 = digits.Sha256, TrainingCount = 6, ValidationCount = 0, SplitSeed = 0 },
            Denoiser = module,
        });
        return folder;
    }

    private void WritePictures()
    {
        foreach (var kind in s_kinds)
        {
            var samples = new float[kind.Channels * kind.Height * kind.Width];
            SeededNoise.FillUniform(samples, samples.Length, seed: (ulong)kind.Height);
            var image = new DecodedImage(kind.Channels, kind.Height, kind.Width, kind.BitDepth, Array.ConvertAll(samples, value => (ushort)(value * ((1 << kind.BitDepth) - 1))));
            _folder.Write($"noisy/{kind.Name}", ImageEncoder.Encode(image, kind.Format));
        }
    }

    private static CommandLineResult Succeed(params string[] args)
    {
        var result = CommandLineResult.Run(args);
        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        return result;
    }
}
