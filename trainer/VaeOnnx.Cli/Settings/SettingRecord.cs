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

    private static string TextOf(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
