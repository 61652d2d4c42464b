using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>What a training needs to know. Owns the models that it is given to keep.</summary>
internal sealed class TrainingRun(Shell shell, DividedData data, TrainingConfig config, CancellationToken cancellation) : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public Shell Shell => shell;

    public DividedData Data => data;

    public TrainingConfig Config => config;

    /// <summary>Stops the training within a step.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Keeps a model until the bundle is written.</summary>
    public TModel Own<TModel>(TModel model)
        where TModel : IDisposable
    {
        _owned.Add(model);
        return model;
    }

    public void Dispose() => _owned.ForEach(model => model.Dispose());
}
