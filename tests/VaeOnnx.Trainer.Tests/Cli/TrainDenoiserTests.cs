using SkiaSharp;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Tests.Data;
using VaeOnnx.Trainer.Tests.Data.ImageFiles;

namespace VaeOnnx.Trainer.Tests.Cli;

/// <summary>Pairs, noisy images alone, and patches of images of several sizes.</summary>
[TestClass]
public sealed class TrainDenoiserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("unet", "log-mse")]
    [DataRow("ladder", "mse")]
    public void Pairs_OfSeveralSizes_BecomeADenoiserOfAnySize(string model, string loss)
    {
        WritePages();

        var result = Train(["--pairs", _folder["noisy"], _folder["clean"], "--model", model, "--loss", loss.Replace("log-mse", "logMse", StringComparison.Ordinal), "--latent-dim", "2"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var manifest = BundleManifest.Read(_folder["out"]);
        Assert.IsNotNull(manifest.Graphs.Single().Tiling);
        Assert.AreEqual((3, 1, 0), (manifest.Data.TrainingCount, manifest.Data.ValidationCount, manifest.Data.TestCount));
        Assert.AreEqual(("pairs", model), (manifest.Settings["denoiser.task"], manifest.Settings["denoiser.model"]));
        Assert.IsFalse(manifest.Settings.Any(setting => setting.Value.Contains(_folder.Path, StringComparison.Ordinal)));
        Assert.IsTrue(manifest.Metrics.ContainsKey("denoiser.validation_psnr.pairs.denoised"));
        Assert.AreEqual(ExitCode.Done, CommandLineResult.Run("verify", _folder["out"]).Code);
    }

    [TestMethod]
    public void Pairs_OneFileWithoutCounterpart_NamesIt()
    {
        WritePages();
        File.Delete(_folder["clean", "p2.png"]);

        Train(["--pairs", _folder["noisy"], _folder["clean"], "--model", "unet"]).AssertFailed(ExitCode.BadData, "none in clean for p2.png");
    }

    [TestMethod]
    public void NoisyOnly_UNet_LearnsByABlindSpot()
    {
        WritePages();

        var result = Train(["--noisy-only", _folder["noisy"], "--model", "unet"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        Assert.AreEqual("blind-spot(8,2)", BundleManifest.Read(_folder["out"]).Settings["denoiser.task"]);
        Assert.Contains("no clean images", File.ReadAllText(_folder["out", "report.html"]));
    }

    [TestMethod]
    public void Patches_OfImagesOfSeveralSizes_AreTrainedOnWithNoise()
    {
        WritePages();

        var result = Train(["--data", _folder["clean"], "--noise", "poisson:10..60+gaussian:0.02,saltpepper:0.1"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
        var manifest = BundleManifest.Read(_folder["out"]);
        Assert.AreEqual(("unet", "8"), (manifest.Settings["denoiser.model"], manifest.Settings["denoiser.batchSize"]));
        Assert.IsTrue(manifest.Metrics.ContainsKey("denoiser.validation_psnr.saltpepper:0.1.noisy"));
    }

    [TestMethod]
    public void ConfigFile_PairsAsAList_AreRelativeToIt()
    {
        WritePages();
        File.WriteAllText(_folder["vaeonnx.json"], """{ "data": { "validation": 0.25, "test": 0 }, "denoiser": { "pairs": ["noisy", "clean"], "patch": 16, "model": "unet", "width": 4, "depth": 1, "epochs": 1 } }""");

        var result = CommandLineResult.Run("train", "denoiser", "--config", _folder["vaeonnx.json"], "--out", _folder["out"]);

        Assert.AreEqual(ExitCode.Done, result.Code, result.Error);
    }

    [TestMethod]
    [DataRow("--pairs and --noisy-only", "--pairs", "a", "b", "--noisy-only", "c")]
    [DataRow("--noise: expected clean images", "--pairs", "a", "b", "--noise", "gaussian:0.1")]
    [DataRow("--noise: expected clean images", "--noisy-only", "a", "--noise", "gaussian:0.1")]
    [DataRow("leave out --data", "--noisy-only", "a", "--data", "b")]
    public void Contradictions_AreNamed(string expected, params string[] arguments) => Train(arguments).AssertFailed(ExitCode.Usage, expected);

    private CommandLineResult Train(string[] arguments) => CommandLineResult.Run(
        [.. (string[])["train", "denoiser", "--patch", "16", "--width", "4", "--depth", "2", "--epochs", "1", "--threads", "1", "--validation", "0.25", "--test", "0", "--out", _folder["out"]], .. arguments]);

    // Four grey pages of two sizes, and the same with stains.
    private void WritePages()
    {
        for (var i = 0; i < 4; i++)
        {
            var (height, width) = (24 + (8 * (i % 2)), 40);
            _folder.Write($"clean/p{i}.png", Page(height, width, stain: 0));
            _folder.Write($"noisy/p{i}.png", Page(height, width, stain: 40 + i));
        }
    }

    private static byte[] Page(int height, int width, int stain)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var value = (byte)((y % 6 < 2 && x % 5 > 1 ? 20 : 235) - (x > width / 2 ? stain / 3 : 0));
                bitmap.SetPixel(x, y, new SKColor(value, value, value));
            }
        }

        return PictureBytes.Encode(bitmap, SKEncodedImageFormat.Png);
    }
}
