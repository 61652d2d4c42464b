using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>What is wrong with a latent and what to change, in the words of the command line.</summary>
internal static class LatentAdvice
{
    private static readonly Dictionary<LatentSetting, string> s_keys = new()
    {
        [LatentSetting.Beta] = "beta",
        [LatentSetting.KlWarmUpSteps] = "klWarmup",
        [LatentSetting.FreeBits] = "freeBits",
        [LatentSetting.LearningRate] = "learningRate",
        [LatentSetting.LatentDim] = "latentDim",
    };

    /// <summary>One line a finding.</summary>
    /// <param name="diagnosis">Of the trained VAE.</param>
    /// <param name="section">The section of a configuration file that its settings are in.</param>
    /// <param name="settings">Those that held.</param>
    public static IReadOnlyList<string> Of<TSettings>(LatentDiagnosis? diagnosis, string section, TSettings settings)
        where TSettings : LatentSettings, new()
    {
        var held = SettingRecord.Of(section, settings).ToDictionary(StringComparer.Ordinal);
        var known = Setting.Of(typeof(TSettings));
        return [.. diagnosis?.Findings.Select(finding =>
            $"{finding.Symptom} Try one of: {string.Join("; ", finding.Remedies.Select(remedy => remedy.Describe(NameOf(remedy.Setting))))}; or the same in the configuration file ({string.Join(", ", finding.Remedies.Select(remedy => $"{section}.{s_keys[remedy.Setting]}"))}).") ?? []];

        string NameOf(LatentSetting setting)
        {
            var key = s_keys[setting];
            return $"{known.Single(known => known.Key == key).Flag} ({held[$"{section}.{key}"]} now)";
        }
    }
}
