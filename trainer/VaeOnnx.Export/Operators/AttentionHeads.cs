using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// How many heads a native module attends with, and over how many keys. libtorch keeps both to itself, but it adds the attention
/// mask in place: for one query and a mask with three rows it says what shape [batch · heads, queries, keys] the scores have.
/// </summary>
internal static partial class AttentionHeads
{
    /// <summary>Finds the numbers with a run of the module on one token under a mask.</summary>
    /// <param name="c">To refuse.</param>
    /// <param name="like">A parameter of the module.</param>
    /// <param name="run">Runs the module on one query and one key, batch 1.</param>
    public static (long Heads, long Keys) Find(EmitterContext c, Tensor like, Action<Tensor> run)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        try
        {
            run(zeros(3, 1, dtype: like.dtype, device: like.device));
        }
        catch (ExternalException error) when (ScoresShape().Match(error.Message) is { Success: true } shape)
        {
            return (Number(shape.Groups[1]), Number(shape.Groups[2]));
        }

        throw c.Refuse("The module does not tell how many heads it has.", "Register an emitter for the module in ExportOptions.Emitters.");
    }

    private static long Number(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"output with shape \[(\d+), 1, (\d+)\] doesn't match the broadcast shape")]
    private static partial Regex ScoresShape();
}
