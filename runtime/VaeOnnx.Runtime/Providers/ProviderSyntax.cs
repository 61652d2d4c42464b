using System.Globalization;
using System.Text;

namespace VaeOnnx.Runtime;

/// <summary>Reads and writes the text form of providers and policies (the grammar stands at <see cref="ProviderPolicy.Parse"/>).</summary>
internal static class ProviderSyntax
{
    private const string DeviceOption = "device";
    private const string FallbackSuffix = ";cpu";
    private const string LeftoverSuffix = "+cpu";

    private static readonly ExecutionProvider[] Named =
    [
        ExecutionProvider.Cpu, ExecutionProvider.Cuda, ExecutionProvider.TensorRt, ExecutionProvider.DirectMl,
        ExecutionProvider.CoreMl, ExecutionProvider.OpenVino, ExecutionProvider.WebGpu,
    ];

    internal static string NameOf(ProviderKind kind) => kind switch
    {
        ProviderKind.Cpu => "cpu",
        ProviderKind.Cuda => "cuda",
        ProviderKind.TensorRt => "tensorrt",
        ProviderKind.DirectMl => "directml",
        ProviderKind.CoreMl => "coreml",
        ProviderKind.OpenVino => "openvino",
        ProviderKind.WebGpu => "webgpu",
        ProviderKind.Plugin => "plugin",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown provider kind."),
    };

    internal static ProviderPolicy ParsePolicy(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = text.Trim();
        if (TryCut(ref rest, LeftoverSuffix))
            return ProviderPolicy.RequireWithCpu(ParseProviders(rest));
        return TryCut(ref rest, FallbackSuffix)
            ? ProviderPolicy.Prefer(ParseProviders(rest))
            : ProviderPolicy.Require(ParseProviders(rest));
    }

    internal static ExecutionProvider ParseProvider(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (head, query) = Split(text.Trim(), '?');
        var (name, path) = Split(head, ':');
        var provider = ParseHead(name.Trim(), path, text);
        if (query is null)
            return provider;
        foreach (var setting in query.Split('&', StringSplitOptions.TrimEntries))
            provider = ParseSetting(provider, setting, text);
        return provider;
    }

    internal static string Format(ProviderPolicy policy)
    {
        var providers = string.Join(';', policy.Providers);
        return policy.CpuUse switch
        {
            CpuUse.LeftoverNodes => providers + LeftoverSuffix,
            CpuUse.Fallback => providers + FallbackSuffix,
            _ => providers,
        };
    }

    internal static string Format(ExecutionProvider provider)
    {
        var text = new StringBuilder(NameOf(provider.Kind));
        if (provider.LibraryPath is not null)
            text.Append(':').Append(Escape(provider.LibraryPath));
        var separator = '?';
        if (provider.Device != 0)
            AppendSetting(DeviceOption, provider.Device.ToString(CultureInfo.InvariantCulture));
        foreach (var (key, value) in provider.Options)
            AppendSetting(key, value);
        return text.ToString();

        void AppendSetting(string key, string value)
        {
            text.Append(separator).Append(Escape(key)).Append('=').Append(Escape(value));
            separator = '&';
        }
    }

    private static ExecutionProvider[] ParseProviders(string text) => Array.ConvertAll(text.Split(';'), ParseProvider);

    private static ExecutionProvider ParseHead(string name, string? path, string text)
    {
        var library = path is null ? null : Uri.UnescapeDataString(path).Trim();
        var isPlugin = name.Equals(NameOf(ProviderKind.Plugin), StringComparison.OrdinalIgnoreCase);
        if (isPlugin ? string.IsNullOrEmpty(library) : library is "")
            throw new FormatException($"'{text}' names no library. Write plugin:PATH, for example plugin:/opt/ep.so.");
        if (isPlugin)
            return ExecutionProvider.Plugin(library!);
        var provider = Array.Find(Named, p => NameOf(p.Kind).Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"'{name}' is no execution provider. Known: {KnownNames()}.");
        if (library is null)
            return provider;
        return provider.Kind == ProviderKind.Cpu
            ? throw new FormatException($"'{text}': the CPU provider comes from no library of its own.")
            : provider.FromLibrary(library);
    }

    private static ExecutionProvider ParseSetting(ExecutionProvider provider, string setting, string text)
    {
        var (key, value) = Split(setting, '=');
        if (key.Length == 0 || value is null)
            throw new FormatException($"'{text}': expected option=value after '?' and '&', found '{setting}'.");
        value = Uri.UnescapeDataString(value);
        if (!key.Equals(DeviceOption, StringComparison.OrdinalIgnoreCase))
            return provider.With(Uri.UnescapeDataString(key), value);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var device)
            ? provider.OnDevice(device)
            : throw new FormatException($"'{text}': expected a device number from 0, found '{value}'.");
    }

    private static bool TryCut(ref string text, string suffix)
    {
        if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            return false;
        text = text[..^suffix.Length];
        return true;
    }

    private static (string Head, string? Tail) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static string KnownNames() => string.Join(", ", Named.Select(p => NameOf(p.Kind)).Append("plugin:PATH"));

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
            escaped.Append(c is ';' or '?' or '&' or '=' or '+' or '%' ? Uri.HexEscape(c) : c.ToString());
        return escaped.ToString();
    }
}
