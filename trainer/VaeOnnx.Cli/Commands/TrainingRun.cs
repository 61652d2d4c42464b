using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary>What a training needs to know. Owns the models that it is given to keep.</summary>
internal sealed class TrainingRun(ParseResult arguments, Shell shell, DividedData data, TrainingConfig config, CancellationToken cancellation) : IDisposable
{
    private readonly List<IDisposable> _models = [];

    /// <summary>For the options of one kind of model.</summary>
    public ParseResult Arguments => arguments;

    public Shell Shell => shell;

    public DividedData Data => data;

    public TrainingConfig Config => config;

    /// <summary>Stops the training within a step.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Keeps a model until the bundle is written.</summary>
    public TModel Own<TModel>(TModel model)
        where TModel : IDisposable
    {
        _models.Add(model);
        return model;
    }

    /// <summary>What every bundle says, without the models.</summary>
    /// <param name="settings">Those of the model; the training's are added.</param>
    /// <param name="metrics">What was measured.</param>
    public BundleContent Content(IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, double> metrics) => new()
    {
        HeldOut = data.Validation,
        Data = data.Provenance,
        Settings = new Dictionary<string, string>(settings)
        {
            ["seed"] = FormattableString.Invariant($"{config.Seed}"),
            ["training"] = TrainingDescription.Of(config),
        },
        Metrics = metrics,
    };

    public void Dispose() => _models.ForEach(model => model.Dispose());
}
