using System.Text.Json;
using System.Text.Json.Serialization;

namespace VaeOnnx.Cli.Settings;

/// <summary>A value that is written as text: by its <see cref="object.ToString"/>, and read back by its parser.</summary>
/// <param name="parse">Throws <see cref="FormatException"/> for what is no such value.</param>
internal sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
    where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        try
        {
            return parse(reader.GetString()!);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new JsonException(e.Message, e as FormatException ?? new FormatException(e.Message, e));
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
