using System.Globalization;

namespace VaeOnnx.Trainer.Data;

/// <summary>The image files of a data set, not yet opened, in the order of their paths.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Root">The folder or listing, for messages.</param>
/// <param name="Layout">What it was taken for.</param>
/// <param name="Items">The files.</param>
/// <param name="PassedOver">Files that are no images by their names.</param>
/// <param name="Notes">What else is worth a line.</param>
internal sealed record ImageCatalog(string Name, string Root, string Layout, IReadOnlyList<CatalogItem> Items, int PassedOver, IReadOnlyList<string> Notes)
{
    /// <summary>How the files were found.</summary>
    public required ImageStorage Storage { get; init; }

    /// <summary>The classes of the training images: by number where all are numbers, else by name; empty without labels.</summary>
    /// <exception cref="DataFormatException">Some files have labels and others not, or another part has a class that training lacks.</exception>
    public IReadOnlyList<string> ClassNames()
    {
        var unlabelled = Items.FirstOrDefault(item => item.ClassName is null);
        if (unlabelled is not null && Items.All(item => item.ClassName is null))
            return [];
        if (unlabelled is not null)
            throw new DataFormatException(Root, "a class for every image, or for none", $"none for {unlabelled.RelativePath}", "Give it a class, or leave it out.");
        var names = Items.Where(item => item.Part == DataPart.Train).Select(item => item.ClassName!).Distinct().ToHashSet(StringComparer.Ordinal);
        if (Items.FirstOrDefault(item => !names.Contains(item.ClassName!)) is { } unknown)
            throw new DataFormatException(Root, $"the classes of the training images: {string.Join(", ", Sort(names))}", $"class '{unknown.ClassName}' for {unknown.RelativePath}", "A class that nothing was trained on cannot be tested.");
        return Sort(names);
    }

    private static string[] Sort(IReadOnlyCollection<string> names) => names.All(name => Number(name) is not null)
        ? [.. names.OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)]
        : [.. names.Order(StringComparer.Ordinal)];

    private static long? Number(string name) => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
