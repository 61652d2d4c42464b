namespace VaeOnnx.Trainer.Data;

/// <summary>How MNIST is downloaded.</summary>
public sealed record MnistDownloadOptions
{
    /// <summary>Public mirrors of the four canonical files, gzipped, tried in this order.</summary>
    public static IReadOnlyList<Uri> PublicMirrors { get; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>The folders on servers to try, in order; each ends in a slash.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = PublicMirrors;

    /// <summary>How long to wait for a connection: short, so that a machine without a network goes on at once.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a server may be silent during a transfer.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The files to fetch: tests bring small ones of their own.</summary>
    internal IReadOnlyList<MnistFile> Files { get; init; } = MnistFile.All;

    /// <summary>The files that a folder lacks or holds damaged.</summary>
    internal IReadOnlyList<MnistFile> MissingIn(string folder) => [.. Files.Where(file => !file.Matches(Path.Combine(folder, file.Name)))];
}
