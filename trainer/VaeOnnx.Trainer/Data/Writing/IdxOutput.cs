using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeOnnx.Trainer.Data;

/// <summary>Writes an IDX file, and one of labels where a name for it is given.</summary>
internal sealed class IdxOutput : FileOutput
{
    public IdxOutput(string path, ImageOutputPlan plan)
        : base(path, plan, TemporaryFor(path))
    {
    }

    private protected override void Append(DecodedImage image, Stream samples) => samples.Write(Array.ConvertAll(image.Samples, sample => (byte)sample));

    private protected override void Finish(Stream samples, Stream file)
    {
        if (Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            using var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
            Write(samples, compressed);
        }
        else
        {
            Write(samples, file);
        }

        if (Plan.LabelsPath is { } labels && Labels.Count > 0)
            IdxFile.WriteLabels(labels, Labels.ToArray());
    }

    private void Write(Stream samples, Stream content)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        foreach (var number in IdxFormat.Header(Plan.Spec, Written))
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
            content.Write(bytes);
        }

        samples.CopyTo(content);
    }
}
