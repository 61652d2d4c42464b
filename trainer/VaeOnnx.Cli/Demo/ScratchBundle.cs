using VaeOnnx.Cli.Hosting;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Demo;

/// <summary>Takes a classifier that is not published the same way as the one that is: exported, proved, and run by the runtime.</summary>
internal static class ScratchBundle
{
    public static double TestAccuracy(PaperCnn model, DemoData data)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"vaeonnx-{Guid.NewGuid():N}");
        using var draft = BundleDraft.Create(folder, new BundleContent { HeldOut = data.Validation, Data = data.Provenance, Classifier = model });
        using var bundle = VaeBundle.Load(draft.Folder);
        return Accuracy.Of(bundle.Classifier, data.Test);
    }
}
