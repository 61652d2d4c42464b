using System.Globalization;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>What PyTorch's own exporter covers, by the name that PyTorch gives the operation.</summary>
internal static class PyTorchOperations
{
    /// <summary>Where the two name the same thing differently.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["TensorItems"] = "index",
        ["functional.interpolate"] = "__interpolate",
        ["functional.grid_sample"] = "grid_sampler",
        ["functional.affine_grid"] = "affine_grid_generator",
        ["functional.fold"] = "col2im",
        ["functional.unfold"] = "im2col",
        ["RNN"] = "rnn_tanh",
        ["LSTMCell"] = "lstm_cell",
        ["EmbeddingBag"] = "embedding_bag",
        ["MultiheadAttention"] = "matmul",
        ["GRUCell"] = "matmul",
        ["RNNCell"] = "matmul",
        ["TransformerEncoderLayer"] = "matmul",
        ["TransformerEncoder"] = "matmul",
        ["TransformerDecoderLayer"] = "matmul",
        ["TransformerDecoder"] = "matmul",
        ["Transformer"] = "matmul",
    };

    private static readonly Lazy<Dictionary<string, int>> Names = new(() => File
        .ReadLines(RepositoryFile.Path("tests", "VaeOnnx.Trainer.Tests", "Export", "Documentation", "pytorch-operations.txt"))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal));

    /// <summary>The oldest opset in which PyTorch exports the operation of this key; null where it does not.</summary>
    public static int? Opset(string operation)
    {
        var key = Renamed.GetValueOrDefault(operation.Split(".call")[0], operation.Split(".call")[0]);
        string[] spellings = [key, key.Replace('.', '_'), key.Split('.')[^1], key.ToLowerInvariant()];
        foreach (var spelling in spellings)
        {
            if (Names.Value.TryGetValue(spelling, out var opset))
                return opset;
        }

        return null;
    }
}
