namespace VaeOnnx.Api.Load;

/// <summary>Clients that each send a request, wait for the answer, and send the next.</summary>
internal sealed record LoadScenario
{
    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>The images of one request.</summary>
    public required int Images { get; init; }

    /// <summary>The clients, each on a connection of its own.</summary>
    public required int Clients { get; init; }

    /// <summary>How long, in units of the run's own length.</summary>
    public double Length { get; init; } = 1;

    /// <summary>Whether there are more clients than the server has turns and places in its queue, so that some must be refused.</summary>
    public bool Overloads { get; init; }

    public TimeSpan Duration { get; init; }

    public static IReadOnlyList<LoadScenario> All { get; } =
    [
        new() { Name = "denoise", Path = "denoise", Images = 1, Clients = 1 },
        new() { Name = "denoise", Path = "denoise", Images = 1, Clients = 8 },
        new() { Name = "denoise", Path = "denoise", Images = 64, Clients = 8 },
        new() { Name = "augment", Path = "augment?seed=7", Images = 64, Clients = 8 },
        new() { Name = "denoise, too many clients", Path = "denoise", Images = 256, Clients = 128, Overloads = true },
        new() { Name = "augment, a long run", Path = "augment?seed=7", Images = 64, Clients = 8, Length = 6 },
    ];
}
