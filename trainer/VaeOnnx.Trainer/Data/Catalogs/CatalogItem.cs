namespace VaeOnnx.Trainer.Data;

/// <summary>One image file.</summary>
/// <param name="File">The file.</param>
/// <param name="RelativePath">From the data's folder, with <c>/</c>.</param>
/// <param name="ClassName">Its class; null without labels.</param>
/// <param name="Part">What it is for.</param>
internal sealed record CatalogItem(string File, string RelativePath, string? ClassName, DataPart Part);
