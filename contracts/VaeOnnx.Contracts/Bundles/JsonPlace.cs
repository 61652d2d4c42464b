using System.Text.Json;

namespace VaeOnnx.Contracts;

/// <summary>A value in a JSON file and where it stands, so that whatever is wrong can be named. Reads no value as another type than it has.</summary>
internal readonly struct JsonPlace(string file, string at, JsonElement element)
{
    /// <summary>What to try about any file that cannot be read.</summary>
    internal const string Advice = "The file is damaged or no VaeOnnx manifest: train or copy the bundle again.";

    /// <summary>A property that must be there.</summary>
    public JsonPlace this[string name] => Find(name) ?? throw Wrong($"a property '{name}'", "none");

    /// <summary>A property; null where it is missing or null.</summary>
    public JsonPlace? Find(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new JsonPlace(file, $"{at}.{name}", value) : null;
    }

    public string String() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("text");

    public int Int32() => IsNumber && element.TryGetInt32(out var value) ? value : throw Wrong("a whole number of 32 bits");

    public long Int64() => IsNumber && element.TryGetInt64(out var value) ? value : throw Wrong("a whole number of 64 bits");

    public ulong UInt64() => IsNumber && element.TryGetUInt64(out var value) ? value : throw Wrong("a whole number of 64 bits from 0");

    public float Single() => IsNumber && element.TryGetSingle(out var value) ? value : throw Wrong("a number");

    public double Double() => IsNumber && element.TryGetDouble(out var value) ? value : throw Wrong("a number");

    /// <summary>Text that is not blank.</summary>
    public string Name() => String() is var name && !string.IsNullOrWhiteSpace(name) ? name : throw Wrong("a name");

    /// <summary>An axis: its size, or the name of a free one.</summary>
    public Dimension Axis()
    {
        if (element.ValueKind == JsonValueKind.String)
            return Dimension.Named(Name());
        return IsNumber && element.TryGetInt64(out var size) && size >= 0 ? size : throw Wrong("a size from 0 or the name of a free axis");
    }

    /// <summary>The value that is spelled so.</summary>
    public T OneOf<T>(Func<T, string> spell)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>();
        var name = String();
        var index = Array.FindIndex(known, value => spell(value) == name);
        return index >= 0 ? known[index] : throw Wrong($"one of {string.Join(", ", known.Select(spell))}");
    }

    public T[] List<T>(Func<JsonPlace, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        var items = new T[element.GetArrayLength()];
        var i = 0;
        foreach (var item in element.EnumerateArray())
            items[i] = read(new JsonPlace(file, $"{at}[{i++}]", item));
        return items;
    }

    public Dictionary<string, T> Map<T>(Func<JsonPlace, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        var map = new Dictionary<string, T>();
        foreach (var property in element.EnumerateObject())
            map.Add(property.Name, read(new JsonPlace(file, $"{at}.{property.Name}", property.Value)));
        return map;
    }

    private bool IsNumber => element.ValueKind == JsonValueKind.Number;

    private BundleException Wrong(string expected) => Wrong(expected, Shorten(element.GetRawText()));

    private BundleException Wrong(string expected, string found) => new(file, $"{expected} at {at}", found, Advice);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
