using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Writes what a training shows into an event file for TensorBoard; each entry is on disk when the call returns. Not thread-safe.</summary>
public sealed class TensorBoardLog : ITrainingLog
{
    private const int Columns = 8;

    private readonly TorchSharp.Modules.SummaryWriter _writer;

    /// <summary>Opens a new event file.</summary>
    /// <param name="folder">Its folder, made where it is missing: what <c>tensorboard --logdir</c> is given.</param>
    public TensorBoardLog(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        _writer = utils.tensorboard.SummaryWriter(folder, createRunName: false);
    }

    /// <inheritdoc/>
    public void Scalar(string tag, double value, long step) => _writer.add_scalar(tag, (float)value, checked((int)step));

    /// <inheritdoc/>
    public void Images(string tag, Tensor images, long step)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        _writer.add_img(tag, Sheet(images), checked((int)step), null, "CHW");
    }

    // [N, C, H, W] → [3, rows · H, columns · W]: TorchSharp writes pictures of three channels.
    private static Tensor Sheet(Tensor images)
    {
        var colours = images.shape[1] == 1 ? images.expand(-1, 3, -1, -1) : images.narrow(1, 0, 3);
        var rows = colours.split(Columns).Where(row => row.shape[0] == Columns || images.shape[0] < Columns);
        return cat([.. rows.Select(row => cat([.. row.unbind(0)], 2))], 1);
    }
}
