using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace VaeOnnx.Cli.Settings;

/// <summary>One setting of a record: its names, what it allows, and its default.</summary>
internal sealed class Setting
{
    private readonly SettingAttribute _attribute;
    private readonly Type _type;

    private Setting(JsonPropertyInfo property, SettingAttribute attribute, object defaults)
    {
        _attribute = attribute;
        _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Key = property.Name;
        IsOptional = property.IsSetNullable && (property.PropertyType != _type || !_type.IsValueType);
        Default = JsonSerializer.SerializeToNode(property.Get!(defaults), property.PropertyType, SettingsJson.Options);
    }

    /// <summary>In a configuration file, such as <c>latentDim</c>.</summary>
    public string Key { get; }

    /// <summary>On the command line, such as <c>--latent-dim</c>.</summary>
    public string Flag => _attribute.Flag ?? $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(Key)}";

    public string Description => _attribute.Description;

    public string? ValueName => _attribute.Value;

    public bool IsPath => _attribute.IsPath;

    /// <summary>How many words it takes on the command line.</summary>
    public int Count => _attribute.Count;

    public bool IsSwitch => _type == typeof(bool);

    /// <summary>Whether it may be null: not set, or chosen by the program.</summary>
    public bool IsOptional { get; }

    public JsonNode? Default { get; }

    /// <summary>The names that can be chosen; empty where it is no choice.</summary>
    public IReadOnlyList<string> Choices => _type.IsEnum ? [.. Enum.GetNames(_type).Select(JsonNamingPolicy.CamelCase.ConvertName)] : [];

    /// <summary>The settings of a record that has a public constructor without parameters.</summary>
    public static IReadOnlyList<Setting> Of(Type record)
    {
        var defaults = Activator.CreateInstance(record)!;
        return [.. SettingsJson.Options.GetTypeInfo(record).Properties
            .Select(property => (Property: property, Attribute: AttributeOf(property)))
            .Where(pair => pair.Attribute is not null)
            .Select(pair => new Setting(pair.Property, pair.Attribute!, defaults))];
    }

    private static SettingAttribute? AttributeOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(SettingAttribute), inherit: true).OfType<SettingAttribute>().SingleOrDefault();

    /// <summary>What is wrong with a value; null where nothing is.</summary>
    public string? Refusal(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null && IsOptional)
            return null;
        try
        {
            return IsAllowed(value.Deserialize(_type, SettingsJson.Options)) ? null : Refusal(value, reason: null);
        }
        catch (JsonException e)
        {
            return Refusal(value, e.InnerException is FormatException reason ? reason.Message : null);
        }
    }

    /// <summary>A word of the command line as the configuration file would have it.</summary>
    public JsonElement FromWord(string word)
    {
        if (Choices.FirstOrDefault(choice => choice.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } choice)
            return JsonSerializer.SerializeToElement(choice);
        // Whole numbers are kept digit by digit: a seed has more of them than a double.
        if (IsNumber && ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return JsonSerializer.SerializeToElement(whole);
        if (IsNumber && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return JsonSerializer.SerializeToElement(number);
        return JsonSerializer.SerializeToElement(word);
    }

    /// <summary>Adds what the type does not say to the setting's place in a schema.</summary>
    public void Describe(JsonObject schema)
    {
        schema.Insert(0, "description", _attribute.Expected is { } expected ? $"{Description} Expected: {expected}." : Description);
        Bound("minimum", _attribute.Min);
        Bound("maximum", _attribute.Max);
        Bound("exclusiveMinimum", _attribute.Above);
        Bound("exclusiveMaximum", _attribute.Below);
        if (Default is not null)
            schema["default"] = Default.DeepClone();

        void Bound(string name, double value)
        {
            if (double.IsFinite(value))
                schema[name] = value;
        }
    }

    private bool IsNumber => _type == typeof(int) || _type == typeof(ulong) || _type == typeof(double) || _type == typeof(float);

    private bool IsWhole => _type == typeof(int) || _type == typeof(ulong);

    private bool IsAllowed(object? value)
    {
        if (value is string[] words)
            return words.Length == Count;
        if (value is null || !IsNumber)
            return value is not null;
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return double.IsFinite(number) && number >= _attribute.Min && number <= _attribute.Max && number > _attribute.Above && number < _attribute.Below;
    }

    private string Refusal(JsonElement value, string? reason) =>
        $"expected {Expected}, got {value.GetRawText()}{(reason is null ? "" : $" ({reason.TrimEnd('.')})")}";

    private string Expected
    {
        get
        {
            if (_attribute.Expected is { } words)
                return words;
            if (Choices.Count > 0)
                return $"one of {string.Join(", ", Choices)}";
            return IsSwitch ? "true or false" : IsNumber ? $"{(IsWhole ? "a whole number" : "a number")}{Range}" : "text";
        }
    }

    private string Range
    {
        get
        {
            var from = _attribute.Min > double.NegativeInfinity ? FormattableString.Invariant($" from {_attribute.Min}") : _attribute.Above > double.NegativeInfinity ? FormattableString.Invariant($" above {_attribute.Above}") : "";
            var to = _attribute.Max < double.PositiveInfinity ? FormattableString.Invariant($" to {_attribute.Max}") : _attribute.Below < double.PositiveInfinity ? FormattableString.Invariant($" and below {_attribute.Below}") : "";
            return from + to;
        }
    }
}
