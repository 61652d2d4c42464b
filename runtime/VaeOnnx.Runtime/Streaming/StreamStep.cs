namespace VaeOnnx.Runtime;

/// <summary>Computes the results of images of a stream, the first of which is number <paramref name="first"/>.</summary>
internal delegate void StreamStep<TPixel, TResult>(ReadOnlySpan<TPixel> images, Span<TResult> results, long first, CancellationToken cancellationToken);
