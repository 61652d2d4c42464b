using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary>What a training needs to know. Owns the models that it is given to keep.</summary>
internal sealed class TrainingRun(Shell shell, DividedData data, TrainingConfig config, CancellationToken cancellation) : IDisposable
{
    private readonly List<IDisposable> _models = [];

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

    /// <summary>What every bundle says, without models and settings.</summary>
    /// <param name="metrics">What was measured.</param>
    public BundleContent Content(IReadOnlyDictionary<string, double> metrics) => new() { HeldOut = data.Validation, Data = data.Provenance, Metrics = metrics };

    public void Dispose() => _models.ForEach(model => model.Dispose());
}
