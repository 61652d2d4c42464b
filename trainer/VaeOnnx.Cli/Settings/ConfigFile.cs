using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Settings;

/// <summary>
/// A configuration file: sections of settings, each checked where it stands, so that a mistake is told with its line.
/// Paths in it are relative to the file.
/// </summary>
internal sealed class ConfigFile
{
    /// <summary>The name that <c>vaeonnx init</c> gives it.</summary>
    public const string DefaultName = "vaeonnx.json";

    private const int MaxBytes = 1 << 20; // a person's file: a few kilobytes

    private readonly JsonObject _sections;

    private ConfigFile(JsonObject sections) => _sections = sections;

    /// <summary>As if there were a file that sets nothing.</summary>
    public static ConfigFile None { get; } = new([]);

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">There is none, or something in it is no setting: the message says where.</exception>
    public static ConfigFile Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > MaxBytes)
            throw new UsageException($"--config: expected a file of at most {MaxBytes} bytes at {path}, found {(file.Exists ? $"{file.Length} bytes" : "none")}. 'vaeonnx init' writes one.");
        return Parse(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a file's content.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="path">Where it came from: for messages, and what paths in it are relative to.</param>
    /// <exception cref="UsageException">Something in it is no setting.</exception>
    public static ConfigFile Parse(ReadOnlySpan<byte> utf8, string path)
    {
        utf8 = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        try
        {
            return new ConfigFile(new ConfigReader(utf8, path).Read());
        }
        catch (JsonException e)
        {
            // "... LineNumber: 3 | BytePositionInLine: 7." ends the message: the line is told in front of it.
            throw new UsageException($"{path}, line {e.LineNumber + 1}: no JSON: {e.Message.Split(" LineNumber:")[0].TrimEnd('.')}.");
        }
    }

    /// <summary>The values of a section, by key; a copy, empty where the file has none.</summary>
    public JsonObject Section(string name) => _sections[name] is { } section ? (JsonObject)section.DeepClone() : [];
}
