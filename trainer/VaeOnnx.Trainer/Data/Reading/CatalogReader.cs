namespace VaeOnnx.Trainer.Data;

/// <summary>Opens every file of a catalog once before anything is trained on it: what is broken shows now and not in hour three.</summary>
internal sealed class CatalogReader
{
    private readonly ImageCatalog _catalog;
    private readonly ImageReadOptions _options;
    private readonly IProgress<ReadProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly List<BrokenImage> _broken = [];

    private CatalogReader(ImageCatalog catalog, ImageReadOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation) =>
        (_catalog, _options, _progress, _cancellation) = (catalog, options, progress, cancellation);

    /// <summary>Reads the images, into memory where they fit the budget.</summary>
    /// <exception cref="DataFormatException">A file is broken, and those are not to be skipped; or the images do not belong together.</exception>
    public static ReadData Read(ImageCatalog catalog, ImageReadOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation) =>
        new CatalogReader(catalog, options.Validated(), progress, cancellation).Read();

    private ReadData Read()
    {
        var classNames = _catalog.ClassNames();
        var headers = ReadHeaders();
        if (_options is { SkipBroken: true, Fit: null })
            SkipBrokenOfSeveralSizes(headers);
        var shape = TargetShape.Choose(_catalog.Root, [.. headers.OfType<ImageFileHeader>()], _options, _broken);
        var decoder = new ImageDecoder(shape);
        var usable = _catalog.Items.Zip(headers).Where(pair => pair.Second is not null && Keep(pair.First, () => decoder.ThrowIfNotTaken(pair.First.File, pair.Second!))).Select(pair => pair.First).ToArray();
        var bytes = (long)usable.Length * shape.Spec.Length * (shape.BitDepth / 8);
        // One array holds a part: what does not fit into one is streamed whatever the budget.
        var isStreamed = bytes > Math.Min(_options.MemoryBudget, Array.MaxLength);
        var done = 0;
        var parts = Enum.GetValues<DataPart>().Select(part => ReadPart(usable.Where(item => item.Part == part).ToArray())).ToArray();
        if (parts[0] is null)
            throw new DataFormatException(_catalog.Root, "at least one training image that can be used", $"{_broken.Count} broken files", _broken.Count > 0 ? $"The first: {_broken[0].Path}: {_broken[0].Reason}." : null);
        ImageFileHeader[] used = [.. parts.OfType<ImageSource>().SelectMany(part => part.Origins).Select(origin => new ImageFileHeader(origin.Format, origin.Channels, origin.Height, origin.Width, origin.BitDepth))];
        return new ReadData(new DataParts(parts[0]!, parts[1], parts[2]) { Storage = _catalog.Storage }, new ImageReadReport
        {
            Layout = _catalog.Layout,
            Broken = [.. _broken.OrderBy(broken => broken.Path, StringComparer.Ordinal)],
            PassedOver = _catalog.PassedOver,
            Sizes = TargetShape.SizesOf(used),
            Fit = shape.Fit,
            IsStreamed = isStreamed,
            Notes = [.. _catalog.Notes, .. shape.NotesOn(used, _options.Channels)],
        });

        ImageSource? ReadPart(CatalogItem[] items)
        {
            using var reader = new PartReader(_catalog.Name, decoder, isStreamed, _options.MemoryBudget, classNames);
            foreach (var chunk in items.Chunk(PartReader.ChunkOf(shape.Spec)))
            {
                reader.Add(chunk, items.Length, Keep, _cancellation);
                done += chunk.Length;
                _progress?.Report(new ReadProgress(done, usable.Length));
            }

            return reader.Finish();
        }
    }

    private ImageFileHeader?[] ReadHeaders()
    {
        var headers = new ImageFileHeader?[_catalog.Items.Count];
        var failures = new DataFormatException?[headers.Length];
        ParallelDecoding.Run(_catalog.Items, (item, i) =>
        {
            try
            {
                headers[i] = ImageFile.ReadHeader(item.File);
            }
            catch (DataFormatException e) when (_options.SkipBroken)
            {
                failures[i] = e;
            }
        }, _cancellation);
        for (var i = 0; i < failures.Length; i++)
        {
            if (failures[i] is { } failure)
                Skip(_catalog.Items[i], failure);
        }

        if (Array.TrueForAll(headers, header => header is null))
            throw new DataFormatException(_catalog.Root, "at least one image that can be used", $"{_broken.Count} broken files", $"The first: {_broken[0].Path}: {_broken[0].Reason}.");
        return headers;
    }

    /// <summary>A file that is cut off may still say a size: it must neither make the others several nor be counted among them.</summary>
    private void SkipBrokenOfSeveralSizes(ImageFileHeader?[] headers)
    {
        var sizes = TargetShape.SizesOf(headers.OfType<ImageFileHeader>());
        // Those of the odd sizes first: where they were all broken, the rest is decoded once only.
        SkipBroken(headers, header => (header.Height, header.Width) != (sizes[0].Height, sizes[0].Width));
        if (TargetShape.SizesOf(headers.OfType<ImageFileHeader>()).Length > 1)
            SkipBroken(headers, header => (header.Height, header.Width) == (sizes[0].Height, sizes[0].Width));
    }

    private void SkipBroken(ImageFileHeader?[] headers, Predicate<ImageFileHeader> which)
    {
        for (var i = 0; i < headers.Length; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var item = _catalog.Items[i];
            if (headers[i] is { } header && which(header) && !Keep(item, () => ImageFile.Decode(item.File)))
                headers[i] = null;
        }
    }

    /// <summary>Whether a file passes a check; where broken files are skipped, one that does not is listed.</summary>
    private bool Keep(CatalogItem item, Action check)
    {
        try
        {
            check();
            return true;
        }
        catch (DataFormatException e) when (_options.SkipBroken)
        {
            Skip(item, e);
            return false;
        }
    }

    private void Skip(CatalogItem item, DataFormatException e) => _broken.Add(new BrokenImage(item.RelativePath, $"expected {e.Expected}, found {e.Found}"));
}
