using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Named float32 arrays in the safetensors format: the header's length in 8 bytes, a JSON header, the values in little endian.
/// The header's metadata holds a text of ours and a SHA-256 over that text and all values.
/// </summary>
internal static class SafetensorsFile
{
    private const int MaxHeaderBytes = 16 * 1024 * 1024;
    private const string Metadata = "__metadata__";

    public static void Write(string path, string text, Dictionary<string, float[]> tensors)
    {
        var header = new JsonObject { [Metadata] = new JsonObject { ["state"] = text, ["sha256"] = Sha256(text, tensors.Values) } };
        long offset = 0;
        foreach (var (name, values) in tensors)
        {
            var end = offset + ((long)values.Length * sizeof(float));
            header[name] = new JsonObject { ["dtype"] = "F32", ["shape"] = new JsonArray(values.Length), ["data_offsets"] = new JsonArray(offset, end) };
            offset = end;
        }

        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
            stream.Write(length);
            stream.Write(json);
            foreach (var values in tensors.Values)
                stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        });
    }

    public static (string Text, Dictionary<string, float[]> Tensors) Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var header = ReadHeader(stream, path);
            var tensors = new Dictionary<string, float[]>();
            foreach (var (name, entry) in header.Where(pair => pair.Key != Metadata))
                tensors.Add(name, ReadValues(stream, entry!, path));
            var text = header[Metadata]!["state"]!.GetValue<string>();
            var (expected, found) = (header[Metadata]!["sha256"]!.GetValue<string>(), Sha256(text, tensors.Values));
            return expected == found ? (text, tensors) : throw new CheckpointException(path, $"SHA-256 {expected}", found);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new CheckpointException(path, "a safetensors file of a training", "a damaged header", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or EndOfStreamException)
        {
            throw new CheckpointException(path, "a whole file", e is EndOfStreamException ? "a truncated one" : "none", e);
        }
    }

    private static JsonObject ReadHeader(Stream stream, string path)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(length);
        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (bytes > (ulong)Math.Min(MaxHeaderBytes, stream.Length))
            throw new CheckpointException(path, $"a header of at most {MaxHeaderBytes} bytes within the file", $"{bytes}");
        var json = new byte[bytes];
        stream.ReadExactly(json);
        return JsonNode.Parse(json)!.AsObject();
    }

    private static float[] ReadValues(Stream stream, JsonNode entry, string path)
    {
        var offsets = entry["data_offsets"]!.AsArray();
        var bytes = offsets[1]!.GetValue<long>() - offsets[0]!.GetValue<long>();
        if (bytes < 0 || bytes % sizeof(float) != 0 || bytes > stream.Length - stream.Position)
            throw new CheckpointException(path, "values within the file", $"{bytes} bytes with {stream.Length - stream.Position} left");
        var values = new float[bytes / sizeof(float)];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static string Sha256(string text, IEnumerable<float[]> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var values in tensors)
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
