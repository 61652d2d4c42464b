using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Cli.Measurement;

/// <summary>Takes a classifier that is not published the same way as one that is: exported, proved, and run by the runtime.</summary>
internal static class ScratchBundle
{
    /// <summary>The share of images that it labels right.</summary>
    /// <param name="classifier">images [N, C, H, W] → logits [N, classes].</param>
    /// <param name="heldOut">The export is proved on these.</param>
    /// <param name="data">What it was trained on.</param>
    /// <param name="test">The images to label.</param>
    public static double TestAccuracy(nn.Module<Tensor, Tensor> classifier, ImageSource heldOut, DataProvenance data, ImageSet test)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"vaeonnx-{Guid.NewGuid():N}");
        using var draft = BundleDraft.Create(folder, new BundleContent { HeldOut = heldOut, Data = data, Classifier = classifier });
        using var bundle = VaeBundle.Load(draft.Folder);
        return Accuracy.Of(bundle.Classifier, test);
    }
}
