using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A shared trunk with one head a task, the heads in a ModuleDict, the answers in a dictionary keyed by task.</summary>
internal sealed class MultiTask : Module<Tensor, Dictionary<string, Tensor>>
{
    private readonly Module<Tensor, Tensor> trunk = Sequential(Linear(7, 12), BatchNorm1d(12), Mish());
    private readonly ModuleDict<Module<Tensor, Tensor>> heads;

    public MultiTask(IReadOnlyDictionary<string, int> tasks) : base("multitask")
    {
        heads = ModuleDict(tasks.Select(t => (t.Key, (Module<Tensor, Tensor>)Linear(12, t.Value))).ToArray());
        RegisterComponents();
    }

    public override Dictionary<string, Tensor> forward(Tensor x)
    {
        var shared = trunk.forward(x);
        var answers = new Dictionary<string, Tensor>();
        using var pairs = heads.items();
        while (pairs.MoveNext())
            answers[pairs.Current.Item1] = pairs.Current.Item2.forward(shared);
        return answers;
    }
}
