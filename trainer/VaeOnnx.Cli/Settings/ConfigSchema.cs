using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace VaeOnnx.Cli.Settings;

/// <summary>The JSON schema of configuration files: what an editor completes, explains and underlines.</summary>
internal static class ConfigSchema
{
    /// <summary>The file's name in docs/schema, and beside a configuration.</summary>
    public const string FileName = "vaeonnx.schema.json";

    public static string Text { get; } = Create().ToJsonString(SettingsJson.Options) + "\n";

    private static JsonObject Create()
    {
        var schema = SettingsJson.Options.GetJsonSchemaAsNode(typeof(Configuration), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "VaeOnnx configuration");
        foreach (var property in SettingsJson.Options.GetTypeInfo(typeof(Configuration)).Properties)
            DescribeSection(schema["properties"]![property.Name]!.AsObject(), property);
        return schema;
    }

    private static void DescribeSection(JsonObject schema, JsonPropertyInfo property)
    {
        var description = property.AttributeProvider!.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true).OfType<DescriptionAttribute>().Single();
        schema.Insert(0, "description", description.Description);
        if (property.PropertyType == typeof(string))
            return;
        var settings = schema["properties"]!.AsObject();
        foreach (var setting in Setting.Of(property.PropertyType))
        {
            // What a converter of our own reads is text; the exporter cannot know, and says 'true': anything.
            if (settings[setting.Key] is not JsonObject)
                settings[setting.Key] = new JsonObject { ["type"] = setting.IsOptional ? new JsonArray("string", "null") : "string" };
            setting.Describe(settings[setting.Key]!.AsObject());
        }
    }
}
