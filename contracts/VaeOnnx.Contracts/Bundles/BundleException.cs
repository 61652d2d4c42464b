namespace VaeOnnx.Contracts;

/// <summary>A bundle (or one of its files) is missing, damaged, altered, of another schema, or mixed from several bundles.</summary>
public sealed class BundleException : VaeOnnxException
{
    /// <summary>Creates the exception; the message is made from its parts.</summary>
    /// <param name="path">The bundle's folder or the file in it.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there instead.</param>
    /// <param name="advice">What to try, as a sentence; null for none.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public BundleException(string path, string expected, string found, string? advice = null, Exception? innerException = null)
        : base($"{path}: expected {expected}, found {found}.{(advice is null ? "" : " " + advice)}", innerException)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The bundle's folder or the file in it.</summary>
    public string Path { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there instead.</summary>
    public string Found { get; }
}
