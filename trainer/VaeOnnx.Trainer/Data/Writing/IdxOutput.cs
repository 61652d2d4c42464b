using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeOnnx.Trainer.Data;

/// <summary>Writes an IDX file, and one of labels where a name for it is given.</summary>
internal sealed class IdxOutput : FileOutput
{
    private readonly FileStream _file;
    private readonly Stream _content;

    public IdxOutput(string path, ImageOutputPlan plan)
        : this(path, plan, TemporaryFor(path))
    {
    }

    private IdxOutput(string path, ImageOutputPlan plan, string temporary)
        : base(path, plan, temporary)
    {
        _file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        _content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(_file, CompressionLevel.Optimal, leaveOpen: true) : _file;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        foreach (var number in IdxFormat.Header(plan.Spec, plan.Count))
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
            _content.Write(bytes);
        }
    }

    private protected override void Append(DecodedImage image) => _content.Write(Array.ConvertAll(image.Samples, sample => (byte)sample));

    private protected override void Finish()
    {
        if (_content != _file)
            _content.Dispose(); // writes what the compression still holds
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        if (Plan.LabelsPath is { } labels && Labels.Count > 0)
            IdxFile.WriteLabels(labels, Labels.ToArray());
    }

    private protected override void Discard()
    {
        _content.Dispose();
        _file.Dispose();
        base.Discard();
    }
}
