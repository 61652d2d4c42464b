namespace VaeOnnx.Cli.Events;

/// <summary>What a command writes.</summary>
internal enum OutputKind
{
    /// <summary>A bundle's folder.</summary>
    Bundle,

    /// <summary>Images, in a file or a folder.</summary>
    Images,

    /// <summary>The labels of images.</summary>
    Labels,

    /// <summary>Some images in one picture.</summary>
    Sheet,

    /// <summary>A configuration file.</summary>
    Config,

    /// <summary>A schema.</summary>
    Schema,

    /// <summary>A data set's folder.</summary>
    Data,

    /// <summary>The folder of an experiment's results.</summary>
    Results,
}
