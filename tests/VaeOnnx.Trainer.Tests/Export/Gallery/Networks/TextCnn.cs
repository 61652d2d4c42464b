using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A sentence CNN (Kim 2014): a branch a kernel size, maximum over time.</summary>
internal sealed class TextCnn : Module<Tensor, Tensor>
{
    private readonly Embedding words;
    private readonly ModuleDict<Conv1d> convolutions = new();
    private readonly Linear classifier;

    public TextCnn(params int[] kernelSizes) : base("TextCnn")
    {
        words = Embedding(30, 5, padding_idx: 0);
        foreach (var k in kernelSizes)
            convolutions.Add(($"k{k}", Conv1d(5, 4, k)));
        classifier = Linear(4 * kernelSizes.Length, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = words.forward(tokens).permute(0, 2, 1);
        var pooled =
            from entry in convolutions.values()
            let activated = functional.relu(entry.forward(x))
            select activated.max(2).values;
        return classifier.forward(cat(pooled.ToArray(), 1));
    }
}
