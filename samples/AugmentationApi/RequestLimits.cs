namespace AugmentationApi;

/// <summary>What the server takes on at once. What is over a limit is refused at once, rather than served ever later.</summary>
internal sealed class RequestLimits
{
    /// <summary>The images of one request; a longer body gets 413.</summary>
    public int MaxImages { get; set; } = 256;

    /// <summary>The requests that compute at a time: more than cores would only wait for each other.</summary>
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>The requests that wait for their turn; one more gets 429.</summary>
    public int Queue { get; set; } = 64;

    /// <summary>The open connections; bounds the memory of bodies that are still being read.</summary>
    public int Connections { get; set; } = 512;
}
