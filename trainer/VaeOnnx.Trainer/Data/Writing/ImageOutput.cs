using System.Text.Encodings.Web;
using System.Text.Json;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Writes images one after the other, whole or not at all: they go to a temporary name, and only <see cref="Complete"/> puts them under
/// theirs; <see cref="Dispose"/> without it leaves nothing. A manifest of JSON lines, one an image in the order of writing, says where
/// each came from: <c>manifest.jsonl</c> in a folder, the name with <c>.jsonl</c> beside a file. One thread at a time.
/// </summary>
/// <remarks>
/// In a folder an image keeps its file's name, kind, channels, bits and size. JPEG is written at quality 95, WebP without loss, BMP with
/// alpha as PNG. A fit is undone (resize and contain by resampling back, pad by cropping); what crop and cover cut off is gone, and the
/// image has the model's size.
/// </remarks>
public abstract class ImageOutput : IDisposable
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _manifest;

    private protected ImageOutput(string path, ImageOutputPlan plan, string manifestPath)
    {
        (Path, Plan) = (path, plan);
        _manifest = new FileStream(manifestPath, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>How many images have been written.</summary>
    public int Written { get; private set; }

    private protected ImageOutputPlan Plan { get; }

    /// <summary>Prepares an output; nothing is under its name before it is complete.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="plan">What comes.</param>
    /// <exception cref="IOException">There is something under the name that may not be replaced.</exception>
    /// <exception cref="ArgumentException">The plan cannot be carried out.</exception>
    public static ImageOutput Create(string path, ImageOutputPlan plan)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Count, 1, nameof(plan));
        if (plan.BitDepth is not (8 or 16))
            throw new ArgumentException($"Pixels have 8 or 16 bits, not {plan.BitDepth}.", nameof(plan));
        if (plan.Storage == ImageStorage.Idx && plan.BitDepth == 16)
            throw new ArgumentException("An IDX file of images holds 8 bits: write a NumPy archive (.npz) or a folder, or plan 8 bits.", nameof(plan));
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full) ?? full);
        return plan.Storage switch
        {
            ImageStorage.Idx => new IdxOutput(full, plan),
            ImageStorage.Numpy => new NumpyOutput(full, plan),
            _ => new FolderOutput(full, plan),
        };
    }

    /// <summary>Writes the next image.</summary>
    /// <param name="pixels">C·H·W values in the plan's pixel range; outside it they are clipped, between two numbers rounded to the nearest.</param>
    /// <param name="image">Where it came from.</param>
    /// <exception cref="ArgumentException">There are too many or too few pixels, or they are not finite, or a label is missing or unknown.</exception>
    /// <exception cref="InvalidOperationException">There are more images than planned.</exception>
    public void Write(ReadOnlySpan<float> pixels, OutputImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (pixels.Length != Plan.Spec.Length)
            throw new ArgumentException($"An image of {ImageSource.Describe(Plan.Spec)} has {Plan.Spec.Length} pixels, got {pixels.Length}.", nameof(pixels));
        if (Plan.ClassNames.Count > 0 != image.Label is not null || image.Label < 0 || image.Label >= Plan.ClassNames.Count)
            throw new ArgumentException($"{(image.Label is { } label ? $"Label {label}" : "An image without a label")} does not go with {Plan.ClassNames.Count} classes.", nameof(image));
        if (Written == Plan.Count)
            throw new InvalidOperationException($"{Plan.Count} images were planned, and here is one more.");
        WriteLine(image, WriteOne(Quantized(pixels), image));
        Written++;
    }

    /// <summary>Puts everything under its name.</summary>
    /// <exception cref="InvalidOperationException">There are fewer images than planned, where there may not be, or none.</exception>
    public void Complete()
    {
        if (Written != Plan.Count && !(Plan.MayBeFewer && Written > 0))
            throw new InvalidOperationException($"{Plan.Count} images were planned, {Written} were written.");
        _manifest.Flush(flushToDisk: true);
        _manifest.Dispose();
        Publish();
    }

    /// <summary>Without <see cref="Complete"/> before it, removes what has been written.</summary>
    public void Dispose()
    {
        _manifest.Dispose();
        Discard();
        GC.SuppressFinalize(this);
    }

    private protected static void ThrowIfTaken(string path, bool overwrite)
    {
        if (Directory.Exists(path))
            throw new IOException($"{path} is a folder: name a file.");
        if (File.Exists(path) && !overwrite)
            throw new IOException($"{path} exists. Name another file, or let it be replaced (--force).");
    }

    /// <summary>Writes one image and says under which name, or at which place.</summary>
    private protected abstract string WriteOne(DecodedImage image, OutputImage from);

    private protected abstract void Publish();

    private protected abstract void Discard();

    private DecodedImage Quantized(ReadOnlySpan<float> pixels)
    {
        var (spec, white) = (Plan.Spec, (float)((1 << Plan.BitDepth) - 1));
        var samples = new ushort[pixels.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            if (!float.IsFinite(pixels[i]))
                throw new ArgumentException(FormattableString.Invariant($"Pixel {i} of image {Written} is {pixels[i]}."), nameof(pixels));
            samples[i] = (ushort)(Math.Clamp((pixels[i] - spec.PixelMin) / (spec.PixelMax - spec.PixelMin) * white, 0f, white) + 0.5f);
        }

        return new DecodedImage(spec.Channels, spec.Height, spec.Width, Plan.BitDepth, samples);
    }

    private void WriteLine(OutputImage image, string output)
    {
        using (var json = new Utf8JsonWriter(_manifest, s_json))
        {
            json.WriteStartObject();
            json.WriteString("output", output);
            if (image.SourceIndex is { } index)
                json.WriteNumber("source", index);
            if (image.Origin is { } origin)
                json.WriteString("name", origin.Path);
            if (image.Pair is { } pair)
                WritePair(json, pair);
            if (image.Label is { } label)
                json.WriteString("label", Plan.ClassNames[label]);
            if (image.Seed is { } seed)
                json.WriteNumber("seed", seed);
            json.WriteNumber("draw", image.Draw);
            json.WriteEndObject();
        }

        _manifest.WriteByte((byte)'\n');
    }

    private static void WritePair(Utf8JsonWriter json, ImagePair pair)
    {
        json.WriteNumber("source", pair.From);
        if (pair.FromFile is { } from)
            json.WriteString("name", from.Path);
        json.WriteNumber("target", pair.To);
        if (pair.ToFile is { } to)
            json.WriteString("targetName", to.Path);
    }
}
