using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>
/// A bundle's id: a hash of everything that its graphs are made from, so that the same training gives the same id and byte-identical files.
/// </summary>
internal static class BundleIdentity
{
    private const int Digits = 32;

    public static string Of(BundleContent content, IEnumerable<BundleGraph> graphs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (image, data) = (content.HeldOut.Spec, content.Data);
        Append(hash, $"opset {content.Opset}");
        Append(hash, $"image {image.Channels} {image.Height} {image.Width} {image.PixelMin:R} {image.PixelMax:R} {image.Layout}");
        Append(hash, $"data {data.Name} {data.Sha256} {data.TrainingCount} {data.ValidationCount} {data.SplitSeed}");
        Append(hash, $"classes {string.Join(',', content.HeldOut.ClassNames)}");
        foreach (var (name, value) in content.Settings.Concat(TrainingEnvironment.Packages).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Append(hash, $"{name}={value}");
        foreach (var graph in graphs)
        {
            Append(hash, $"{graph.Role.ToName()} {graph.Module.GetType().Name}");
            foreach (var (name, tensor) in ModuleState.Of(graph.Module))
            {
                Append(hash, $"{name}[{string.Join(',', tensor.shape)}]");
                hash.AppendData(SavedTensor.Of(tensor).Bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    private static void Append(IncrementalHash hash, FormattableString line) =>
        hash.AppendData(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n"));
}
