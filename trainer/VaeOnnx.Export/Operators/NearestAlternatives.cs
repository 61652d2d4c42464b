namespace VaeOnnx.Export.Operators;

/// <summary>What a refusal recommends: the nearest thing that a graph can express, and how to register an emitter of one's own.</summary>
internal static class NearestAlternatives
{
    private const string FollowsValues = "The size of its result follows the values: keep all elements, and choose with torch.where or multiply by the mask.";
    private const string Decomposition = "ONNX has no operator for it: compute it before the export where it is of parameters only, and keep the result in a buffer.";
    private const string Transform = "Multiply by matrices of cosines and sines kept in buffers; graphs have no complex numbers.";

    /// <summary>By the operation's key, or by the class that stands before the dot.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["nonzero"] = FollowsValues,
        ["nonzero_as_list"] = FollowsValues,
        ["argwhere"] = FollowsValues,
        ["masked_select"] = FollowsValues,
        ["unique"] = FollowsValues,
        ["unique_consecutive"] = FollowsValues,
        ["bincount"] = "Sum functional.one_hot of the values, whose number of classes is fixed.",
        ["histc"] = "Sum functional.one_hot of bucketize, whose bins are fixed.",
        ["quantile"] = "Sort along the axis and interpolate between two positions of it.",
        ["nanquantile"] = "Sort along the axis and interpolate between two positions of it.",
        ["nanmean"] = "Divide nansum by the number of elements that are no NaN.",
        ["nanmedian"] = "Replace NaN by nan_to_num and use median.",
        ["mode"] = "Count with functional.one_hot and take argmax.",
        ["functional.ctc_loss"] = "Export the network without the loss.",
        ["functional.max_unpool2d"] = "Use functional.interpolate.",
        ["functional.max_unpool3d"] = "Use functional.interpolate.",
        ["as_strided"] = "Use unfold, narrow or index_select.",
        ["view_as_complex"] = Transform,
        ["view_as_real"] = Transform,
        ["complex"] = Transform,
        ["polar"] = Transform,
        ["stft"] = Transform,
        ["istft"] = Transform,
        ["fft"] = Transform,
        ["linalg"] = Decomposition,
        ["cholesky"] = Decomposition,
        ["lu"] = Decomposition,
        ["pinverse"] = Decomposition,
        ["matrix_exp"] = Decomposition,
    };

    /// <summary>The alternative to an operation that has no emitter.</summary>
    public static string Of(string operation) =>
        $"{Known.GetValueOrDefault(operation) ?? Known.GetValueOrDefault(operation.Split('.')[0]) ?? "docs/supported-operations.md lists those that have one."} {Registering(operation)}";

    /// <summary>How to register an emitter for the operation; empty where the refused emitter is one.</summary>
    public static string Registering(string operation) => operation.Length == 0 || operation.Contains("emitter", StringComparison.Ordinal)
        ? ""
        : $"Or register an emitter of your own for '{operation}' in ExportOptions.Emitters.";
}
