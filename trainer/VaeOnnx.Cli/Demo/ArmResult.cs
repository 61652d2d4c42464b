using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>One arm of the augmentation experiment.</summary>
/// <param name="Name">What its CNN was trained on.</param>
/// <param name="Images">How many images that were.</param>
/// <param name="Fit">How the training went.</param>
/// <param name="TestAccuracy">The share of test images it labels right, through the exported graph and the runtime.</param>
internal sealed record ArmResult(string Name, int Images, TrainingResult Fit, double TestAccuracy);
