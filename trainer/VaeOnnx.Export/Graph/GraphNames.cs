using System.Globalization;

namespace VaeOnnx.Export.Graph;

/// <summary>Hands out names that follow the module path and are unique in the graph.</summary>
internal sealed class GraphNames
{
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

    /// <summary><paramref name="path"/>.<paramref name="name"/>, with a number behind it from the second on.</summary>
    public string Unique(string path, string name) => Unique(path.Length == 0 ? name : $"{path}.{name}");

    public string Unique(string wanted)
    {
        var candidate = wanted;
        while (!_used.TryAdd(candidate, 0))
            candidate = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{++_used[wanted]}");
        return candidate;
    }
}
