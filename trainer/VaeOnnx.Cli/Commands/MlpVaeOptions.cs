using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary>The options of a VAE of fully connected layers.</summary>
internal sealed class MlpVaeOptions
{
    private readonly Option<int> _hiddenDim;
    private readonly Option<int> _latentDim;
    private readonly Option<double> _beta;

    public MlpVaeOptions(Command command, int hiddenDim, int latentDim, double beta)
    {
        _hiddenDim = new("--hidden-dim") { Description = "Units of the hidden layers.", HelpName = "N", DefaultValueFactory = _ => hiddenDim };
        _latentDim = new("--latent-dim") { Description = "The size of z.", HelpName = "N", DefaultValueFactory = _ => latentDim };
        _beta = new("--beta") { Description = "The weight of the KL divergence.", HelpName = "X", DefaultValueFactory = _ => beta };
        command.Add(_hiddenDim);
        command.Add(_latentDim);
        command.Add(_beta);
    }

    /// <summary>A model with fresh weights.</summary>
    public MlpVae Create(TrainingRun run) => new(
        new MlpVaeConfig { Image = run.Data.Training.Spec, HiddenDim = AtLeastOne(run, _hiddenDim), LatentDim = AtLeastOne(run, _latentDim) }, run.Config.Seed);

    /// <summary>The run's settings with the beta asked for.</summary>
    public TrainingConfig Configure(TrainingRun run) => run.Config with
    {
        Beta = run.Arguments.GetValue(_beta) is >= 0 and < double.PositiveInfinity and var beta
            ? beta
            : throw new UsageException(FormattableString.Invariant($"{_beta.Name}: expected 0 or more, got {run.Arguments.GetValue(_beta)}.")),
    };

    /// <summary>For the manifest.</summary>
    public IReadOnlyDictionary<string, string> Describe(TrainingRun run) => new Dictionary<string, string>
    {
        ["hidden_dim"] = FormattableString.Invariant($"{run.Arguments.GetValue(_hiddenDim)}"),
        ["latent_dim"] = FormattableString.Invariant($"{run.Arguments.GetValue(_latentDim)}"),
        ["beta"] = FormattableString.Invariant($"{run.Arguments.GetValue(_beta)}"),
    };

    private static int AtLeastOne(TrainingRun run, Option<int> option) =>
        run.Arguments.GetValue(option) is >= 1 and var value ? value : throw new UsageException($"{option.Name}: expected at least 1, got {run.Arguments.GetValue(option)}.");
}
