using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>A data file or folder is missing, unreadable, damaged, or not what its place says it is.</summary>
public sealed class DataFormatException : VaeOnnxException
{
    /// <summary>Creates the exception; the message is made from its parts.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there instead.</param>
    /// <param name="advice">What to try, as a sentence; null for none.</param>
    /// <param name="innerException">The cause, if another exception led here.</param>
    public DataFormatException(string path, string expected, string found, string? advice = null, Exception? innerException = null)
        : base($"{path}: expected {expected}, found {found}.{(advice is null ? "" : " " + advice)}", innerException)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there instead.</summary>
    public string Found { get; }
}
