using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Tabular data: categorical and numeric inputs, comparisons and where instead of branches.</summary>
internal sealed class GatedTabular : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding[] tables;
    private readonly Linear fc;

    public GatedTabular(IEnumerable<(int size, int width)> columns) : base("tabular")
    {
        tables = columns.Select(c => Embedding(c.size, c.width)).ToArray();
        for (int i = 0; i < tables.Length; i++)
            register_module($"table[{i}]", tables[i]);
        fc = Linear(columns.Sum(c => c.width) + 4, 2);
        register_module(nameof(fc), fc);
    }

    private IEnumerable<Tensor> Columns(Tensor categories)
    {
        for (int i = 0; i < tables.Length; i++)
            yield return tables[i].forward(categories.select(1, i));
    }

    public override Tensor forward(Tensor categories, Tensor numbers)
    {
        var clipped = where(numbers.abs() > 1.5, numbers.sign() * 1.5f, numbers);
        var positive = (clipped > 0).to_type(ScalarType.Float32);
        var scaled = clipped * (positive + 0.5);
        return fc.forward(cat([.. Columns(categories), scaled], dim: 1)).softmax(1);
    }
}
