namespace VaeOnnx.Trainer.Data;

/// <summary>Reads images of mixed sizes into memory.</summary>
internal static class MixedReader
{
    public static MixedData Read(string path, ImageReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options = options.Validated() with { Fit = null, Height = null, Width = null };
        if (ImageData.FindCatalog(path) is { } catalog)
            return Read(catalog, options, cancellationToken);
        var (parts, report) = ImageData.Read(path, options, progress: null, cancellationToken);
        return new MixedData(MixedImages.From(parts.Train), parts.Validation is null ? null : MixedImages.From(parts.Validation), parts.Test is null ? null : MixedImages.From(parts.Test), report);
    }

    private static MixedData Read(ImageCatalog catalog, ImageReadOptions options, CancellationToken cancellationToken)
    {
        var broken = new List<BrokenImage>();
        var headers = Try(catalog.Items, item => ImageFile.ReadHeader(item.File), options, broken, cancellationToken);
        if (headers.Count == 0)
            throw new DataFormatException(catalog.Root, "at least one image that can be used", $"{broken.Count} broken files", $"The first: {broken[0].Path}: {broken[0].Reason}.");
        ImageFileHeader[] all = [.. headers.Select(pair => pair.Result)];
        var shape = TargetShape.OfMixed(all, options.Channels);
        var (depth, channels) = (shape.BitDepth, shape.Spec.Channels);
        var bytes = all.Sum(header => (long)header.Height * header.Width * channels * sizeof(ushort));
        if (bytes > options.MemoryBudget)
            throw new DataFormatException(catalog.Root, FormattableString.Invariant($"at most {options.MemoryBudget / 1e6:N0} MB of pixels, since patches are cut in memory"), FormattableString.Invariant($"{bytes / 1e6:N0} MB, two bytes a value"), "Raise --memory, or use fewer or smaller images.");
        var images = Try([.. headers.Select(pair => pair.Item)], item => PixelConversion.WithDepth(PixelConversion.WithChannels(ImageFile.Decode(item.File).Image, channels), depth), options, broken, cancellationToken);
        return new MixedData(
            Part(DataPart.Train) ?? throw new DataFormatException(catalog.Root, "at least one training image that can be used", $"{broken.Count} broken files"),
            Part(DataPart.Validation),
            Part(DataPart.Test),
            new ImageReadReport
            {
                Layout = catalog.Layout,
                Broken = [.. broken.OrderBy(image => image.Path, StringComparer.Ordinal)],
                PassedOver = catalog.PassedOver,
                Sizes = SizeCount.Of(images.Select(pair => (pair.Result.Height, pair.Result.Width))),
                Notes = [.. catalog.Notes, .. shape.NotesOn(all, options.Channels)],
            });

        MixedImages? Part(DataPart part)
        {
            var chosen = images.Where(pair => pair.Item.Part == part).ToArray();
            return chosen.Length == 0 ? null : new MixedImages(catalog.Name, [.. chosen.Select(pair => pair.Result)], [.. chosen.Select(pair => InPart(pair.Item, part))]);
        }
    }

    // Without the part's own folder, so that two divided folders have the same names.
    private static string InPart(CatalogItem item, DataPart part)
    {
        var names = item.RelativePath.Split('/', 2);
        return names.Length == 2 && PartNames.Find(names[0]) == part ? names[1] : item.RelativePath;
    }

    private static List<(CatalogItem Item, T Result)> Try<T>(IReadOnlyList<CatalogItem> items, Func<CatalogItem, T> read, ImageReadOptions options, List<BrokenImage> broken, CancellationToken cancellationToken)
        where T : class
    {
        var (results, failures) = (new T?[items.Count], new DataFormatException?[items.Count]);
        ParallelDecoding.Run(items, (item, i) =>
        {
            try
            {
                results[i] = read(item);
            }
            catch (DataFormatException e) when (options.SkipBroken)
            {
                failures[i] = e;
            }
        }, cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            if (failures[i] is { } failure)
                broken.Add(new BrokenImage(items[i].RelativePath, $"expected {failure.Expected}, found {failure.Found}"));
        }

        return [.. items.Zip(results).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
    }
}
