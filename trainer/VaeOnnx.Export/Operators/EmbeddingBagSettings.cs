using TorchSharp;

namespace VaeOnnx.Export.Operators;

/// <summary>What an EmbeddingBag was created with and its weights do not show.</summary>
/// <param name="Mode">How the rows of a bag become one.</param>
/// <param name="Padding">The index that counts for nothing; null for none.</param>
/// <param name="HasLastOffset">Whether the offsets end with the list's length.</param>
internal sealed record EmbeddingBagSettings(EmbeddingBagMode Mode, long? Padding, bool HasLastOffset);
