using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace VaeOnnx.Export.Tracing;

/// <summary>Looks up source lines in the portable debug symbols beside an assembly.</summary>
internal static class SourceLines
{
    /// <summary>For example <c>Net.cs:41</c>; empty where there are no symbols.</summary>
    public static string Find(CodeLocation location)
    {
        if (location.Method is not { } method)
            return "";
        var symbols = Path.ChangeExtension(method.Module.FullyQualifiedName, ".pdb");
        if (!File.Exists(symbols))
            return "";
        try
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
            return Find(provider.GetMetadataReader(), method.MetadataToken, location.IlOffset);
        }
        catch (BadImageFormatException)
        {
            return ""; // Windows' own symbol format: the method and its offset still name the place.
        }
    }

    private static string Find(MetadataReader reader, int token, int offset)
    {
        var handle = ((MethodDefinitionHandle)MetadataTokens.EntityHandle(token)).ToDebugInformationHandle();
        var point = reader.GetMethodDebugInformation(handle).GetSequencePoints()
            .Where(point => !point.IsHidden && point.Offset <= offset)
            .MaxBy(point => point.Offset);
        if (point.Document.IsNil)
            return "";
        var file = reader.GetString(reader.GetDocument(point.Document).Name);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Split('/', '\\')[^1]}:{point.StartLine}");
    }
}
