using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A network of the gallery: how to make it and what it reads.</summary>
internal sealed record GalleryNetwork(string Name, Func<nn.Module> Create, params NetworkInput[] Inputs)
{
    /// <summary>A seeded instance in eval mode whose normalisations have statistics of their own, so that they are not identities.</summary>
    public nn.Module Build()
    {
        random.manual_seed(17);
        var module = Create();
        module.eval();
        Statistics.Randomize(module);
        return module;
    }

    public override string ToString() => Name;
}
