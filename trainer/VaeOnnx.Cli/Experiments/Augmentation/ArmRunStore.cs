using VaeOnnx.Cli.Settings;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>
/// The finished runs of an augmentation experiment. Those of arms with a warp-VAE lie apart, under its settings too: another
/// warp-VAE can be tried in a copy of the folder without making the other arms' runs again.
/// </summary>
internal sealed class ArmRunStore
{
    private readonly RunStore<ArmRun> _plain;
    private readonly Lazy<RunStore<ArmRun>> _warped;

    /// <summary>Opens the folder of an experiment, or begins it.</summary>
    /// <param name="data">The images' identity.</param>
    /// <param name="settings">Name the folder.</param>
    /// <param name="warp">The warp-VAE's.</param>
    public ArmRunStore(string data, AugmentationSettings settings, WarpSettings warp)
    {
        var (shared, model) = (settings.Describe(data), string.Join('\n', SettingRecord.Of("warp", warp).Select(pair => $"{pair.Key}={pair.Value}")));
        Settings = $"{shared}\n{model}";
        _plain = new RunStore<ArmRun>(Path.Combine(settings.Out, "runs"), shared, AugmentationJson.Default.ArmRun);
        _warped = new Lazy<RunStore<ArmRun>>(() => new RunStore<ArmRun>(Path.Combine(settings.Out, "runs-warp"), Settings, AugmentationJson.Default.ArmRun));
    }

    /// <summary>What the runs share, a line each.</summary>
    public string Settings { get; }

    /// <summary>The run of an arm and seed; null where it has not been made.</summary>
    public ArmRun? Find(Arm arm, ulong seed) => StoreOf(arm).Find(NameOf(arm, seed));

    /// <summary>Keeps a finished run.</summary>
    public void Save(Arm arm, ArmRun run) => StoreOf(arm).Save(NameOf(arm, run.Seed), run);

    private RunStore<ArmRun> StoreOf(Arm arm) => arm.WarpScale is null ? _plain : _warped.Value;

    private static string NameOf(Arm arm, ulong seed) => FormattableString.Invariant($"{arm.Name}-seed-{seed}");
}
