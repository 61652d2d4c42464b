using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Settings;

/// <summary>The flags of one record of settings on one command, and the one way to get the record: defaults, then the file, then the flags.</summary>
internal sealed class SettingOptions<T>
    where T : class, new()
{
    private readonly string _section;
    private readonly IReadOnlyList<(Setting Setting, Option Option)> _options;

    /// <param name="command">Gets a flag for each setting.</param>
    /// <param name="section">The record's key in the configuration file.</param>
    public SettingOptions(Command command, string section)
    {
        _section = section;
        _options = [.. Setting.Of(typeof(T)).Select(setting => (setting, OptionOf(setting)))];
        foreach (var (_, option) in _options)
            command.Add(option);
    }

    /// <summary>The settings that hold.</summary>
    /// <exception cref="UsageException">A flag's value is not allowed.</exception>
    public T Read(ParseResult arguments, ConfigFile config)
    {
        var values = config.Section(_section);
        foreach (var (setting, option) in _options)
        {
            if (arguments.GetResult(option) is null or { Implicit: true })
                continue;
            var value = option switch
            {
                Option<bool> flag => JsonSerializer.SerializeToElement(arguments.GetValue(flag)),
                Option<string[]> words => JsonSerializer.SerializeToElement(arguments.GetValue(words)),
                _ => setting.FromWord(arguments.GetValue((Option<string?>)option)!),
            };
            if (setting.Refusal(value) is { } refusal)
                throw new UsageException($"{setting.Flag}: {refusal}.");
            values[setting.Key] = JsonSerializer.SerializeToNode(value);
        }

        return values.Deserialize<T>(SettingsJson.Options)!;
    }

    private static Option OptionOf(Setting setting)
    {
        if (setting.IsSwitch)
            return new Option<bool>(setting.Flag) { Description = setting.Description };
        if (setting.Count > 1)
            return new Option<string[]>(setting.Flag) { Description = setting.Description, HelpName = setting.ValueName, Arity = new ArgumentArity(setting.Count, setting.Count), AllowMultipleArgumentsPerToken = true };
        var option = new Option<string?>(setting.Flag) { Description = setting.Description, HelpName = setting.ValueName ?? (setting.Choices.Count > 0 ? string.Join('|', setting.Choices) : null) };
        if (setting.Default is { } value)
            option.DefaultValueFactory = _ => value.ToString();
        if (setting.Choices.Count > 0)
            option.CompletionSources.Add([.. setting.Choices]);
        return option;
    }
}
