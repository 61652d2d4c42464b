using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Experiments;

/// <summary>
/// The finished runs of an experiment, a JSON file each, so that an interrupted experiment goes on where it stopped.
/// The settings that all runs share lie beside them: runs of other settings are refused, not mixed in.
/// </summary>
internal sealed class RunStore<TRun>
    where TRun : class
{
    private const string SettingsFile = "settings.txt";
    private readonly string _folder;
    private readonly JsonTypeInfo<TRun> _json;

    /// <summary>Opens the folder of an experiment's runs, or begins it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="settings">What all runs share, as text.</param>
    /// <param name="json">How a run is written.</param>
    /// <exception cref="UsageException">The folder's runs had other settings.</exception>
    public RunStore(string folder, string settings, JsonTypeInfo<TRun> json)
    {
        (_folder, _json) = (folder, json);
        var path = Path.Combine(folder, SettingsFile);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(settings));
            return;
        }

        var found = File.ReadAllText(path);
        if (found != settings)
            throw new UsageException($"{folder} holds runs of other settings: {FirstDifference(found, settings)}. Name another --out, or delete the folder.");
    }

    /// <summary>The run of a name; null where it has not been made.</summary>
    public TRun? Find(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), _json) : null;
    }

    /// <summary>Keeps a finished run.</summary>
    public void Save(string name, TRun run) => AtomicFile.WriteAllBytes(PathOf(name), JsonSerializer.SerializeToUtf8Bytes(run, _json));

    private string PathOf(string name) => Path.Combine(_folder, $"{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'))}.json");

    private static string FirstDifference(string found, string asked)
    {
        var (before, now) = (found.Split('\n'), asked.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(i => before[i] != now[i]);
        return $"'{before[at].Trim()}', now '{now[at].Trim()}'";
    }
}
