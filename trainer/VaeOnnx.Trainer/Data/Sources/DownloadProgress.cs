namespace VaeOnnx.Trainer.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Source">The server.</param>
/// <param name="BytesReceived">What is on disk of this file, a resumed part included.</param>
/// <param name="BytesTotal">The file's size; null where the server does not say.</param>
public sealed record DownloadProgress(string File, Uri Source, long BytesReceived, long? BytesTotal);
