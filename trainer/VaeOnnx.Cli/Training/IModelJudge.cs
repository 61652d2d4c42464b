using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Training;

/// <summary>Looks at what one kind of model does.</summary>
internal interface IModelJudge
{
    /// <summary>Measures and pictures a bundle's graphs, through the runtime library.</summary>
    Judgement Of(VaeBundle bundle, CancellationToken cancellation);
}
