namespace VaeOnnx.Trainer.Training;

/// <summary>Something wrong with what a VAE makes of its latent.</summary>
/// <param name="Kind">What.</param>
/// <param name="Symptom">The same with its numbers: a sentence that names no setting.</param>
/// <param name="Remedies">What to try, the likeliest first.</param>
public sealed record LatentFinding(LatentFailure Kind, string Symptom, IReadOnlyList<LatentRemedy> Remedies)
{
    /// <summary>Symptom and remedies, in the names of <see cref="TrainingConfig"/> and of the models' configurations.</summary>
    public string Message => $"{Symptom} Try one of: {string.Join("; ", Remedies.Select(remedy => remedy.Describe(remedy.Setting.ToString())))}.";
}
