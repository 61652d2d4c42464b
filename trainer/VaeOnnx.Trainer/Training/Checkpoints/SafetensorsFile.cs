using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Named tensors in the safetensors format: the header's length in 8 bytes, a JSON header, the values in little endian.
/// The header's metadata holds a text of ours and a SHA-256 over that text and all values.
/// </summary>
internal static class SafetensorsFile
{
    private const int MaxHeaderBytes = 16 * 1024 * 1024;
    private const string Metadata = "__metadata__";

    private static readonly (ScalarType Type, string Name, int Bytes)[] Types =
        [(ScalarType.Float32, "F32", 4), (ScalarType.Float64, "F64", 8), (ScalarType.Int64, "I64", 8), (ScalarType.Int32, "I32", 4)];

    public static void Write(string path, string text, Dictionary<string, SavedTensor> tensors)
    {
        var header = new JsonObject { [Metadata] = new JsonObject { ["state"] = text, ["sha256"] = Sha256(text, tensors.Values) } };
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            var end = offset + tensor.Bytes.Length;
            header[name] = new JsonObject { ["dtype"] = TypeOf(name, tensor), ["shape"] = new JsonArray([.. tensor.Shape]), ["data_offsets"] = new JsonArray(offset, end) };
            offset = end;
        }

        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
            stream.Write(length);
            stream.Write(json);
            foreach (var tensor in tensors.Values)
                stream.Write(tensor.Bytes);
        });
    }

    public static (string Text, Dictionary<string, SavedTensor> Tensors) Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var header = ReadHeader(stream, path);
            var tensors = new Dictionary<string, SavedTensor>();
            foreach (var (name, entry) in header.Where(pair => pair.Key != Metadata))
                tensors.Add(name, ReadTensor(stream, entry!, path));
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

    private static SavedTensor ReadTensor(Stream stream, JsonNode entry, string path)
    {
        var name = entry["dtype"]!.GetValue<string>();
        var type = Types.FirstOrDefault(type => type.Name == name);
        long[] shape = [.. entry["shape"]!.AsArray().Select(size => size!.GetValue<long>())];
        var offsets = entry["data_offsets"]!.AsArray();
        var bytes = offsets[1]!.GetValue<long>() - offsets[0]!.GetValue<long>();
        if (bytes < 0 || bytes > stream.Length - stream.Position)
            throw new CheckpointException(path, "values within the file", $"{bytes} bytes with {stream.Length - stream.Position} left");
        if (type.Name is null || bytes != shape.Aggregate((long)type.Bytes, (product, size) => product * size))
            throw new CheckpointException(path, $"values of the type {string.Join(", ", Types.Select(known => known.Name))}, as many as their shape has", $"{name} [{string.Join(',', shape)}] in {bytes} bytes");
        var values = new byte[bytes];
        stream.ReadExactly(values);
        return new SavedTensor(type.Type, shape, values);
    }

    private static string TypeOf(string name, SavedTensor tensor) =>
        Types.FirstOrDefault(type => type.Type == tensor.Type).Name
            ?? throw new NotSupportedException($"'{name}' is of the type {tensor.Type}; checkpoints keep {string.Join(", ", Types.Select(type => type.Type))}.");

    private static string Sha256(string text, IEnumerable<SavedTensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var tensor in tensors)
            hash.AppendData(tensor.Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
