using System.Reflection.Metadata;
using System.Text.Json;

namespace PackageConsumer;

/// <summary>The source files that a portable PDB names, and where its SourceLink says they are.</summary>
internal sealed class Symbols
{
    // Portable PDB format, "SourceLink" and "EmbeddedSource" of the custom debug information.
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedKind = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public Symbols(Stream pdb)
    {
        using var buffer = new MemoryStream();
        pdb.CopyTo(buffer);
        buffer.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(buffer);
        var reader = provider.GetMetadataReader();
        Documents = [.. reader.Documents.Select(handle => (reader.GetString(reader.GetDocument(handle).Name), InfoOf(reader, handle, EmbeddedKind) is not null))];
        if (InfoOf(reader, EntityHandle.ModuleDefinition, SourceLinkKind) is { } json)
            Links = JsonDocument.Parse(json).RootElement.GetProperty("documents").EnumerateObject().ToDictionary(link => link.Name, link => link.Value.GetString()!);
    }

    /// <summary>The source files, and whether the PDB holds their text.</summary>
    public IReadOnlyList<(string Name, bool IsEmbedded)> Documents { get; }

    /// <summary>SourceLink's patterns of file names and the addresses behind them; empty without SourceLink.</summary>
    public IReadOnlyDictionary<string, string> Links { get; } = new Dictionary<string, string>();

    private static byte[]? InfoOf(MetadataReader reader, EntityHandle parent, Guid kind)
    {
        foreach (var handle in reader.GetCustomDebugInformation(parent))
        {
            var info = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(info.Kind) == kind)
                return reader.GetBlobBytes(info.Value);
        }

        return null;
    }
}
