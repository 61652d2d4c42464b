using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Settings;

/// <summary>Walks through a configuration's text: two levels, sections and settings, each checked before the next is read.</summary>
internal ref struct ConfigReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly string _path;
    private Utf8JsonReader _reader;

    public ConfigReader(ReadOnlySpan<byte> text, string path)
    {
        _text = text;
        _path = path;
        _reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    public JsonObject Read()
    {
        var sections = new JsonObject();
        if (!_reader.Read())
            throw Wrong("", "expected an object of sections, found nothing");
        RequireObject("the file");
        var known = SettingsJson.Options.GetTypeInfo(typeof(Configuration)).Properties;
        while (NextKey(out var name))
        {
            var section = known.FirstOrDefault(property => property.Name == name) ?? throw Wrong(name, $"unknown section; known: {string.Join(", ", known.Select(property => property.Name))}");
            if (sections.ContainsKey(name))
                throw Wrong(name, "this section is here twice");
            _reader.Read();
            sections[name] = section.PropertyType == typeof(string) ? SchemaName(name) : Settings(name, section);
        }

        // Whatever follows is no JSON any more.
        _reader.Read();
        return sections;
    }

    private JsonObject Settings(string name, JsonPropertyInfo section)
    {
        RequireObject(name);
        var values = new JsonObject();
        var known = Setting.Of(section.PropertyType);
        while (NextKey(out var key))
        {
            var place = $"{name}.{key}";
            var setting = known.FirstOrDefault(setting => setting.Key == key) ?? throw Wrong(place, $"unknown setting; known in {name}: {string.Join(", ", known.Select(setting => setting.Key))}");
            if (values.ContainsKey(key))
                throw Wrong(place, "this setting is here twice");
            _reader.Read();
            var before = this;
            var value = JsonElement.ParseValue(ref _reader);
            if (setting.Refusal(value) is { } refusal)
                throw before.Wrong(place, refusal);
            values[key] = setting.IsPath ? FromHere(value) : JsonSerializer.SerializeToNode(value);
        }

        return values;
    }

    private readonly string? SchemaName(string name) =>
        _reader.TokenType == JsonTokenType.String ? _reader.GetString() : throw Wrong(name, "expected the schema's address");

    private bool NextKey(out string key)
    {
        _reader.Read();
        var isKey = _reader.TokenType == JsonTokenType.PropertyName;
        key = isKey ? _reader.GetString()! : "";
        return isKey;
    }

    private readonly void RequireObject(string what)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(what, "expected an object, { ... }");
    }

    private readonly JsonNode? FromHere(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => FromHere(value.GetString()!),
        JsonValueKind.Array => FromHere(value.EnumerateArray()),
        _ => null,
    };

    private readonly JsonArray FromHere(JsonElement.ArrayEnumerator paths)
    {
        var list = new JsonArray();
        foreach (var path in paths)
            list.Add(FromHere(path.GetString()!));
        return list;
    }

    // As short as it can be told from where the command runs.
    private readonly string FromHere(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_path))!, path));

    private readonly UsageException Wrong(string place, string what)
    {
        var line = _text[..(int)_reader.TokenStartIndex].Count((byte)'\n') + 1;
        return new UsageException($"{_path}, line {line}: {(place.Length > 0 ? $"{place}: " : "")}{what}.");
    }
}
