using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using VaeOnnx.Cli.Settings;

namespace VaeOnnx.Cli.Events;

/// <summary>Events as lines, and the schema that describes a line.</summary>
internal static class EventJson
{
    private static readonly JsonSerializerOptions Options = new(SettingsJson.Options)
    {
        WriteIndented = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // The schema must not forbid what a later version adds.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>As published in docs/schema.</summary>
    public static string Schema { get; } = CreateSchema().ToJsonString(SettingsJson.Options) + "\n";

    public static string LineOf(ShellEvent shellEvent) => JsonSerializer.Serialize(shellEvent, Options);

    private static JsonObject CreateSchema()
    {
        var schema = Options.GetJsonSchemaAsNode(typeof(ShellEvent), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "One line of vaeonnx --json");
        return schema;
    }
}
