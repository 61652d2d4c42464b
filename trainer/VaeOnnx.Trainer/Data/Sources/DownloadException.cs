using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>A file could not be downloaded from any of its mirrors.</summary>
public sealed class DownloadException : VaeOnnxException
{
    /// <summary>Creates the exception; the message is made from its parts.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="attempts">What went wrong at each mirror, as <c>host: reason</c>.</param>
    /// <param name="innerException">The last failure.</param>
    public DownloadException(string file, IReadOnlyList<string> attempts, Exception? innerException = null)
        : base($"{file}: no mirror delivered it ({string.Join("; ", attempts)}). Check the network, or name a folder that has the file.", innerException)
    {
        File = file;
        Attempts = attempts;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>What went wrong at each mirror, as <c>host: reason</c>.</summary>
    public IReadOnlyList<string> Attempts { get; }
}
