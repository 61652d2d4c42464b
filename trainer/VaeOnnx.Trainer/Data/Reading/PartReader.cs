using System.Runtime.ExceptionServices;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Decodes one part of a catalog, chunk by chunk: in parallel, and gathered in order.</summary>
internal sealed class PartReader(string name, ImageDecoder decoder, bool isStreamed, long budget, IReadOnlyList<string> classNames) : IDisposable
{
    private const long ChunkBytes = 8 << 20;

    private readonly Dictionary<string, int> _labels = classNames.Select((className, label) => (className, label)).ToDictionary(pair => pair.className, pair => pair.label, StringComparer.Ordinal);
    private readonly List<CatalogItem> _items = [];
    private readonly List<ImageOrigin> _origins = [];
    private readonly List<ImageFingerprint> _fingerprints = [];
    private readonly ImageHash _hash = new();
    private readonly List<ushort[]> _chunk = [];
    private byte[] _bytes = [];
    private ushort[] _words = [];

    private int Length => decoder.Shape.Spec.Length;

    private bool IsWide => decoder.Shape.BitDepth == 16;

    /// <summary>How many images are decoded between two reports.</summary>
    public static int ChunkOf(ImageSpec spec) => (int)Math.Clamp(ChunkBytes / (spec.Length * sizeof(ushort)), 1, 256);

    /// <summary>Decodes images and adds those that pass.</summary>
    /// <param name="chunk">The files.</param>
    /// <param name="total">How many images the part has at most.</param>
    /// <param name="keep">Decides about failures.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public void Add(CatalogItem[] chunk, int total, Func<CatalogItem, Action, bool> keep, CancellationToken cancellation)
    {
        while (_chunk.Count < chunk.Length)
            _chunk.Add(new ushort[Length]);
        var fingerprints = new ImageFingerprint[chunk.Length];
        var headers = new ImageFileHeader[chunk.Length];
        var failures = new ExceptionDispatchInfo?[chunk.Length];
        ParallelDecoding.Run(chunk, (item, i) =>
        {
            try
            {
                headers[i] = decoder.Decode(item.File, _chunk[i]);
                fingerprints[i] = ImageFingerprint.Of(_chunk[i], decoder.Shape.Spec, decoder.Shape.BitDepth);
            }
            catch (DataFormatException e)
            {
                failures[i] = ExceptionDispatchInfo.Capture(e);
            }
        }, cancellation);
        for (var i = 0; i < chunk.Length; i++)
        {
            if (keep(chunk[i], () => failures[i]?.Throw()))
                Add(chunk[i], headers[i], _chunk[i], fingerprints[i], total);
        }
    }

    /// <summary>The part's images; null where there are none.</summary>
    public ImageSource? Finish()
    {
        int[] labels = classNames.Count == 0 ? [] : [.. _items.Select(item => _labels[item.ClassName!])];
        var sha256 = _hash.Finish(labels, classNames.Count);
        if (_items.Count == 0)
            return null;
        var spec = decoder.Shape.Spec;
        if (isStreamed)
            return new StreamedImages(name, decoder, [.. _items.Select(item => item.File)], budget, sha256, labels, classNames) { Origins = _origins, Fingerprints = _fingerprints };
        var samples = _items.Count * Length;
        return IsWide
            ? new ImageSet(name, spec, _words.AsMemory(0, samples), labels, classNames) { Origins = _origins, Fingerprints = _fingerprints }
            : new ImageSet(name, spec, _bytes.AsMemory(0, samples), labels, classNames) { Origins = _origins, Fingerprints = _fingerprints };
    }

    public void Dispose() => _hash.Dispose();

    private void Add(CatalogItem item, ImageFileHeader header, ushort[] image, ImageFingerprint fingerprint, int total)
    {
        _hash.Append(image, decoder.Shape.BitDepth);
        if (!isStreamed)
            Store(image, total);
        _items.Add(item);
        _origins.Add(new ImageOrigin(item.RelativePath, header.Format, header.Channels, header.Height, header.Width, header.BitDepth));
        _fingerprints.Add(fingerprint);
    }

    private void Store(ushort[] image, int total)
    {
        var place = _items.Count * Length;
        if (IsWide)
        {
            _words = _words.Length == 0 ? new ushort[total * Length] : _words;
            image.CopyTo(_words, place);
        }
        else
        {
            _bytes = _bytes.Length == 0 ? new byte[total * Length] : _bytes;
            for (var i = 0; i < image.Length; i++)
                _bytes[place + i] = (byte)image[i];
        }
    }
}
