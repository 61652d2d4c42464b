namespace VaeOnnx.Runtime;

/// <summary>A bundle in a folder.</summary>
internal sealed class FolderSource(string folder) : BundleSource
{
    public override string Name { get; } = folder.TrimEnd('/', Path.DirectorySeparatorChar);

    public override byte[] Read(string file, long maxBytes)
    {
        FileStream stream;
        try
        {
            stream = File.OpenRead(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(file, Directory.Exists(folder) ? "no such file" : "no such folder");
        }

        using (stream)
        {
            if (stream.Length > maxBytes)
                throw TooLong(file, stream.Length, maxBytes);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
