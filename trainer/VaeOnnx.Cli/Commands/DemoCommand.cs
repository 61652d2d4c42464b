using System.CommandLine;
using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>demo</c>: the whole path in minutes.</summary>
internal sealed class DemoCommand : ShellCommand
{
    private readonly DataOptions _data;
    private readonly Option<string> _out;
    private readonly Option<bool> _force;
    private readonly Option<int?> _epochs;
    private readonly Option<int?> _vaeEpochs;
    private readonly Option<int?> _denoiserEpochs;
    private readonly Option<int?> _classifierEpochs;
    private readonly Option<JitterKind> _jitter;
    private readonly Option<ulong> _seed;
    private readonly Option<int> _threads;

    public DemoCommand()
        : base("demo", "Train, export, load, augment, denoise and judge: the whole path in minutes, with a report. It takes minutes and writes no checkpoints: stopped, it starts anew.")
    {
        _data = new DataOptions(this);
        _out = Add("--out", "The bundle's folder.", "artifacts/demo", "DIR");
        _force = Add("--force", "Replace an existing bundle at --out; without --out the last demo is always replaced.", false);
        _epochs = Add<int?>("--epochs", "Epochs of every training, instead of those that fit into minutes.", "N");
        _vaeEpochs = Add<int?>("--vae-epochs", "Epochs of the VAE.", "N");
        _denoiserEpochs = Add<int?>("--denoiser-epochs", "Epochs of the denoising VAE.", "N");
        _classifierEpochs = Add<int?>("--classifier-epochs", "Epochs of the CNN on the original images; the other arms get as many steps.", "N");
        _jitter = Add("--jitter", "How generated images differ from theirs: posterior, or relative as in the paper's code.", JitterKind.Posterior);
        _seed = Add("--seed", "Draws everything: the same seed gives the same bundle on one machine.", 1UL, "N");
        _threads = Add("--threads", "Threads to compute with; 0 is torch's own choice.", 0, "N");
    }

    public override IReadOnlyList<string> Examples { get; } = ["demo", "demo --data my-idx-files --epochs 20 --out artifacts/mine"];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var folder = arguments.GetRequiredValue(_out);
        // Under its own name a demo replaces the last one: it promises nothing of earlier runs.
        var ownFolder = arguments.GetResult(_out) is null or { Implicit: true };
        Output.RequireBundle(_out.Name, folder, ownFolder || arguments.GetValue(_force));
        var located = await _data.LocateAsync(arguments, shell, cancellation).ConfigureAwait(false);
        new DemoRun(located, SettingsOf(arguments, located.Data.Train.Count), shell).Run(folder, cancellation);
        shell.Line($"Wrote {folder} in {Text.Duration(TimeProvider.System.GetElapsedTime(started))}: open {Path.Combine(folder, DemoRun.ReportFile)} in a browser.");
    }

    private DemoSettings SettingsOf(ParseResult arguments, int trainCount)
    {
        var defaults = DemoSettings.For(trainCount);
        return defaults with
        {
            VaeEpochs = Epochs(arguments, _vaeEpochs, defaults.VaeEpochs),
            DenoiserEpochs = Epochs(arguments, _denoiserEpochs, defaults.DenoiserEpochs),
            ClassifierEpochs = Epochs(arguments, _classifierEpochs, defaults.ClassifierEpochs),
            Jitter = arguments.GetValue(_jitter),
            Seed = arguments.GetValue(_seed),
            Threads = arguments.GetValue(_threads) is >= 0 and var threads ? threads : throw new UsageException($"{_threads.Name}: expected 0 or more, got {arguments.GetValue(_threads)}."),
        };
    }

    private int Epochs(ParseResult arguments, Option<int?> option, int fallback) =>
        (arguments.GetValue(option) ?? arguments.GetValue(_epochs) ?? fallback) is >= 1 and var epochs ? epochs : throw new UsageException($"{option.Name}: expected at least 1 epoch.");
}
