using System.Reflection;
using TorchSharp;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Losses as modules, which call native code themselves: emitted as the functions of the same names, with what each module was told
/// when it was made. Opset 13 to 21. Deviations: those of the functions.
/// </summary>
internal static class LossModuleOperators
{
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["BCELoss"] = "binary_cross_entropy",
        ["BCEWithLogitsLoss"] = "binary_cross_entropy_with_logits",
        ["CosineEmbeddingLoss"] = "cosine_embedding_loss",
        ["CrossEntropyLoss"] = "cross_entropy",
        ["HingeEmbeddingLoss"] = "hinge_embedding_loss",
        ["HuberLoss"] = "huber_loss",
        ["KLDivLoss"] = "kl_div",
        ["L1Loss"] = "l1_loss",
        ["MSELoss"] = "mse_loss",
        ["MarginRankingLoss"] = "margin_ranking_loss",
        ["MultiLabelMarginLoss"] = "multi_label_margin_loss",
        ["MultiLabelSoftMarginLoss"] = "multilabel_soft_margin_loss",
        ["MultiMarginLoss"] = "multi_margin_loss",
        ["NLLLoss"] = "nll_loss",
        ["PoissonNLLLoss"] = "poisson_nll_loss",
        ["SmoothL1Loss"] = "smooth_l1_loss",
        ["SoftMarginLoss"] = "soft_margin_loss",
        ["TripletMarginLoss"] = "triplet_margin_loss",
        ["TripletMarginWithDistanceLoss"] = "triplet_margin_with_distance_loss",
    };

    [Operator("BCELoss", "BCEWithLogitsLoss", "CosineEmbeddingLoss", "CrossEntropyLoss", "HingeEmbeddingLoss", "HuberLoss", "KLDivLoss", "L1Loss",
        "MSELoss", "MarginRankingLoss", "MultiLabelMarginLoss", "MultiLabelSoftMarginLoss", "MultiMarginLoss", "NLLLoss", "PoissonNLLLoss",
        "SmoothL1Loss", "SoftMarginLoss", "TripletMarginLoss", "TripletMarginWithDistanceLoss", Onnx = "as the function")]
    internal static GraphValue[] Loss(EmitterContext c) =>
        OperatorTable.BuiltIn[$"functional.{Functions[c.Operation]}"].Emit(WithSettings(c));

    /// <summary>The call with the module's properties, public and private, as further arguments: they have the names of the function's parameters.</summary>
    internal static EmitterContext WithSettings(EmitterContext c)
    {
        var module = (torch.nn.Module)c.Argument("this")!;
        var settings = module.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.DeclaringType != typeof(torch.nn.Module) && property.GetIndexParameters().Length == 0);
        return c.With(settings.Select(property => (property.Name, property.GetValue(module))));
    }
}
