namespace VaeOnnx.Runtime;

/// <summary>The values of an image and of its result, and the images that are run together.</summary>
internal readonly record struct StreamShape(int ImageLength, int ResultLength, int MaxBatch);
