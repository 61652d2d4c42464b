using System.Text.Json;
using System.Text.Json.Nodes;

namespace VaeOnnx.Cli.Settings;

/// <summary>Settings as a bundle's manifest records them.</summary>
internal static class SettingRecord
{
    /// <summary>All settings that hold, as <c>section.key</c>; neither paths, which are a machine's, nor what is not set.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of<T>(string section, T settings)
        where T : class, new()
    {
        var values = JsonSerializer.SerializeToNode(settings, SettingsJson.Options)!.AsObject();
        return Setting.Of(typeof(T))
            .Where(setting => !setting.IsPath && values[setting.Key] is not null)
            .Select(setting => KeyValuePair.Create($"{section}.{setting.Key}", TextOf(values[setting.Key]!)));
    }

    /// <summary>The settings that a manifest records, and defaults for what it does not: paths, and what its version did not know.</summary>
    public static T Read<T>(string section, IReadOnlyDictionary<string, string> recorded)
        where T : class, new()
    {
        var values = JsonSerializer.SerializeToNode(new T(), SettingsJson.Options)!.AsObject();
        foreach (var setting in Setting.Of(typeof(T)))
        {
            if (recorded.TryGetValue($"{section}.{setting.Key}", out var text))
                values[setting.Key] = setting.IsSwitch ? bool.Parse(text) : JsonSerializer.SerializeToNode(setting.FromWord(text));
        }

        return values.Deserialize<T>(SettingsJson.Options)!;
    }

    private static string TextOf(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
