using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>
/// A bundle's id: a hash of everything that its graphs are made from, so that the same training gives the same id and byte-identical files.
/// </summary>
internal static class BundleIdentity
{
    private const int Digits = 32;

    public static string Of(BundleContent content, IEnumerable<(GraphRole Role, nn.Module Module)> graphs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"opset {content.Opset} image {content.HeldOut.Spec} data {content.Data}");
        foreach (var (name, value) in content.Settings.Concat(TrainingEnvironment.Packages).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Append(hash, $"{name}={value}");
        foreach (var (role, module) in graphs)
        {
            Append(hash, $"{role.ToName()} {module.GetType().Name}");
            foreach (var (name, parameter) in module.named_parameters())
            {
                Append(hash, $"{name}[{string.Join(',', parameter.shape)}]");
                hash.AppendData(parameter.bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    private static void Append(IncrementalHash hash, FormattableString line) =>
        hash.AppendData(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture) + "\n"));
}
