using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>How weights are fitted, whatever is fitted and however often.</summary>
internal abstract record OptimizationSettings
{
    [Setting("Images an optimiser step; the model's own unless given.", Value = "N", Min = 1)]
    public int? BatchSize { get; init; } = 128;

    [Setting("Adam, or stochastic gradient descent.")]
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    [Setting("The optimiser's step size; the model's own unless given.", Value = "X", Above = 0)]
    public double? LearningRate { get; init; } = 1e-3;

    [Setting("Of stochastic gradient descent.", Value = "X", Min = 0, Below = 1)]
    public double Momentum { get; init; } = 0.5;

    [Setting("The course of the step size: constant, or cosine towards 0.")]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    [Setting("Threads to compute with; 0 is torch's own choice.", Value = "N", Min = 0)]
    public int Threads { get; init; }

    private protected TrainingConfig ToConfig(int epochs, ulong seed) => new()
    {
        Epochs = epochs,
        BatchSize = BatchSize ?? new TrainingConfig().BatchSize,
        Optimizer = Optimizer,
        LearningRate = LearningRate ?? new TrainingConfig().LearningRate,
        Momentum = Momentum,
        Schedule = Schedule,
        Seed = seed,
        Threads = Threads,
    };
}
