using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training.Diagnosis;

/// <summary>Each failure is built, and found by its name.</summary>
[TestClass]
public sealed class LatentDiagnosisTests
{
    private static readonly ImageSet Digits = SyntheticDigits.Create(200, seed: 1);
    private static readonly MlpVaeConfig Small = new() { HiddenDim = 32, LatentDim = 8 };

    [TestMethod]
    public void Fit_SensibleSettings_FindsNothing()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var diagnosis = Fit(vae, new TrainingConfig { Beta = 0.1 });

        Assert.AreEqual(0, diagnosis.Findings.Count, diagnosis.ToString());
        Assert.AreEqual(8, diagnosis.ActiveUnits, diagnosis.ToString());
        Assert.IsTrue(diagnosis.KlPerUnit.Sum() > 5 && diagnosis.DecoderResponse > 0.02, diagnosis.ToString());
    }

    [TestMethod]
    public void Fit_HugeBeta_IsPosteriorCollapse()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var diagnosis = Fit(vae, new TrainingConfig { Beta = 1000 });

        var finding = diagnosis.Findings.Single(found => found.Kind == LatentFailure.PosteriorCollapse);
        StringAssert.Contains(finding.Message, "of 8 latent units none is active");
        StringAssert.Contains(finding.Message, "KlWarmUpSteps");
    }

    [TestMethod]
    public void Of_EncoderOfOneUnit_IsIdleUnits()
    {
        using var vae = new MlpVae(Small, seed: 1);
        using (no_grad())
        {
            var weight = Find(vae, "encoder.mu.weight");
            weight.narrow(0, 1, 7).zero_();
            weight.narrow(0, 0, 1).mul_(10);
        }

        var finding = LatentDiagnosis.Of(vae, Digits).Findings.Single();

        Assert.AreEqual(LatentFailure.IdleUnits, finding.Kind);
        StringAssert.Contains(finding.Message, "Only 1 of 8");
    }

    [TestMethod]
    public void Of_DecoderWithoutInput_IsDeadDecoder()
    {
        using var vae = new MlpVae(Small, seed: 1);
        using (no_grad())
        {
            Find(vae, "decoder.hidden.weight").zero_();
            Find(vae, "encoder.mu.weight").mul_(10);
        }

        var diagnosis = LatentDiagnosis.Of(vae, Digits);

        Assert.AreEqual(0, diagnosis.DecoderResponse);
        Assert.AreEqual(LatentFailure.DeadDecoder, diagnosis.Findings.Single().Kind);
        StringAssert.Contains(diagnosis.Findings[0].Message, "LearningRate");
    }

    [TestMethod]
    public void Of_KnownPosterior_IsTheDirectVarianceAndDivergence()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var diagnosis = LatentDiagnosis.Of(vae, Digits);

        using var scope = NewDisposeScope();
        var pixels = new float[Digits.Count * 784];
        Digits.Gather([.. Enumerable.Range(0, Digits.Count)], pixels);
        var (mu, logVar) = vae.Encode(tensor(pixels).reshape(-1, 1, 28, 28));
        double[] means = [.. mu.select(1, 3).data<float>().ToArray().Select(value => (double)value)];
        double[] logVars = [.. logVar.select(1, 3).contiguous().data<float>().ToArray().Select(value => (double)value)];
        var mean = means.Average();
        Assert.AreEqual(means.Average(value => (value - mean) * (value - mean)), diagnosis.MeanVariances[3], 1e-6);
        Assert.AreEqual(means.Zip(logVars).Average(pair => 0.5 * ((pair.First * pair.First) + Math.Exp(pair.Second) - 1 - pair.Second)), diagnosis.KlPerUnit[3], 1e-6);
    }

    private static LatentDiagnosis Fit(MlpVae vae, TrainingConfig config) =>
        new VaeTrainer(config with { BatchSize = 32, Epochs = 40, Threads = 1, LearningRate = 2e-3 }).Fit(vae, Digits).Diagnosis!;

    private static TorchSharp.Modules.Parameter Find(MlpVae vae, string name) => vae.named_parameters().Single(pair => pair.name == name).parameter;
}
