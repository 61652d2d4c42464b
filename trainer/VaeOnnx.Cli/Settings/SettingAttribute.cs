namespace VaeOnnx.Cli.Settings;

/// <summary>Makes a property a setting: a key of the configuration file and a flag of the command line, with one description for both.</summary>
/// <param name="description">One line: for the help, and for the schema that an editor shows.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    public string Description => description;

    /// <summary>The flag, where it is not the property's name in kebab case.</summary>
    public string? Flag { get; init; }

    /// <summary>What the help calls the value, such as <c>N</c>.</summary>
    public string? Value { get; init; }

    /// <summary>What a text looks like, for messages: <c>a size such as 64x64</c>.</summary>
    public string? Expected { get; init; }

    /// <summary>The least number that is allowed.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The most that is allowed.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>All allowed numbers are above this one.</summary>
    public double Above { get; init; } = double.NegativeInfinity;

    /// <summary>All allowed numbers are below this one.</summary>
    public double Below { get; init; } = double.PositiveInfinity;

    /// <summary>How many values it takes, where it takes several.</summary>
    public int Count { get; init; } = 1;

    /// <summary>A file or folder: in a configuration file relative to that file, and never recorded in a bundle.</summary>
    public bool IsPath { get; init; }
}
