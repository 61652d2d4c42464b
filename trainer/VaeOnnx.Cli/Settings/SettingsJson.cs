using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using VaeOnnx.Cli.Generation;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>How settings look as JSON: names in camel case, choices by name, comments and trailing commas allowed in what people write.</summary>
internal static class SettingsJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            NewLine = "\n",
            // The files are read by people and editors, never by a browser.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new TextConverter<NoiseMix>(NoiseMix.Parse));
        options.Converters.Add(new TextConverter<ImageSize>(ImageSize.Parse));
        options.Converters.Add(new TextConverter<ByteSize>(ByteSize.Parse));
        options.Converters.Add(new TextConverter<ImageShard>(ImageShard.Parse));
        options.Converters.Add(new TextConverter<CheckpointRhythm>(CheckpointRhythm.Parse));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
