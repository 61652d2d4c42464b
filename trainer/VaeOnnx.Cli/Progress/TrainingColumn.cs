using Spectre.Console;
using Spectre.Console.Rendering;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>Epoch, loss, speed and time left, beside the bar.</summary>
internal sealed class TrainingColumn : ProgressColumn
{
    // Below this width the parts of the loss give way to the bar.
    private const int RoomyWidth = 110;

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        task.Tag is TrainingProgress progress ? new Spectre.Console.Text(TrainingText.Status(progress, parts: options.ConsoleSize.Width >= RoomyWidth)) : Spectre.Console.Text.Empty;
}
