using System.Text.Json;
using System.Text.Json.Serialization;

namespace VaeOnnx.Contracts;

internal sealed class GraphRoleConverter() : JsonStringEnumConverter<GraphRole>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A tensor as one object; in its shape a fixed size is a number, a free axis its name: <c>["batch", 1, 28, 28]</c>.</summary>
internal sealed class TensorSpecConverter : JsonConverter<TensorSpec>
{
    public override TensorSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(name.GetString())
            || !root.TryGetProperty("elementType", out var type) || type.ValueKind != JsonValueKind.String
            || ElementTypeOf(type.GetString()) is not { } elementType
            || !root.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("Expected a tensor: name, elementType and shape.");
        }

        return new TensorSpec(name.GetString()!, elementType, [.. shape.EnumerateArray().Select(ReadDimension)]);
    }

    public override void Write(Utf8JsonWriter writer, TensorSpec value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        writer.WriteString("elementType", NameOf(value.ElementType));
        writer.WriteStartArray("shape");
        foreach (var dimension in value.Shape)
        {
            if (dimension.IsFixed)
                writer.WriteNumberValue(dimension.Size);
            else
                writer.WriteStringValue(dimension.Name);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Not Enum.Parse: it also reads numbers and lists.
    private static ElementType? ElementTypeOf(string? name)
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            if (NameOf(type) == name)
                return type;
        }

        return null;
    }

    private static string NameOf(ElementType type) => JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private static Dimension ReadDimension(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when !string.IsNullOrWhiteSpace(element.GetString()) => Dimension.Named(element.GetString()!),
        JsonValueKind.Number when element.TryGetInt64(out var size) && size >= 0 => Dimension.Fixed(size),
        _ => throw new JsonException("Expected a size (a whole number from 0) or the name of a free axis."),
    };
}
