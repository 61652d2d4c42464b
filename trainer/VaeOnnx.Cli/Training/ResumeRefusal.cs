using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>Why a training does not go on from a checkpoint, in the words of the command line: the settings that differ, and no others.</summary>
/// <typeparam name="TSettings">The model's settings.</typeparam>
internal static class ResumeRefusal<TSettings>
    where TSettings : TrainingSettings, new()
{
    // Neither moves a weight.
    private static readonly HashSet<string> s_ofNoAccount = ["threads", "checkpointEvery", "offline"];

    /// <param name="cause">What the trainer found.</param>
    /// <param name="section">The section of the model's settings.</param>
    /// <param name="now">The settings of this command, as a manifest records them.</param>
    public static UsageException Of(CheckpointException cause, string section, IReadOnlyDictionary<string, string> now)
    {
        var then = TrainingCheckpoint.Read(cause.Path).Settings;
        if (!then.Keys.Any(key => key.StartsWith($"{section}.", StringComparison.Ordinal)))
            return new UsageException($"--resume: {cause.Path} is of another command than train {section}. Name the --out of the stopped training, or --force without --resume to start afresh.");
        string[] changed = [.. Differences<DataSettings>(DataOptions.Section, then, now), .. Differences<TSettings>(section, then, now)];
        if (changed.Length == 0)
            changed = [.. cause.Differences.Select(InWords)];
        return new UsageException($"--resume: {cause.Path} was begun otherwise: {string.Join("; ", changed)}. Give what held then, or --force without --resume to start afresh.");
    }

    private static IEnumerable<string> Differences<T>(string section, IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now)
        where T : class, new() =>
        Setting.Of(typeof(T)).Where(setting => !s_ofNoAccount.Contains(setting.Key))
            .Select(setting => (setting.Flag, Key: $"{section}.{setting.Key}"))
            .Select(setting => new CheckpointDifference(setting.Flag, then.GetValueOrDefault(setting.Key, "not set"), now.GetValueOrDefault(setting.Key, "not set")))
            .Where(difference => difference.Then != difference.Now)
            .Select(difference => difference.ToString());

    // The settings are the same: what they lead to is not.
    private static string InWords(CheckpointDifference difference) => difference.Name switch
    {
        "TrainingImages" => "the training images are others than they were (--data)",
        "ValidationImages" => "the validation images are others than they were (--data)",
        _ => difference.ToString(),
    };
}
