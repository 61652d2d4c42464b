using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>What a trace does with TorchSharp's own methods.</summary>
internal static class TorchPolicy
{
    /// <summary>Types that hold no tensor operation: run as they are.</summary>
    private static readonly HashSet<Type> PlainTypes =
    [
        typeof(Scalar), typeof(ScalarExtensionMethods), typeof(TensorIndex), typeof(Device), typeof(DisposeScope),
        typeof(DisposeScopeManager), typeof(Size), typeof(Generator),
    ];

    /// <summary>Members of Tensor that ask about it, manage its life or print it.</summary>
    private static readonly HashSet<string> PlainTensorMembers =
    [
        "get_shape", "size", "dim", "get_ndim", "get_Dimensions", "numel", "get_NumberOfElements", "element_size", "get_ElementSize",
        "get_dtype", "get_device", "get_device_type", "get_device_index", "get_Handle", "get_IsInvalid", "get_is_leaf", "get_is_sparse",
        "is_contiguous", "stride", "storage_offset", "get_requires_grad", "set_requires_grad", "get_name", "set_name", "get_names",
        "is_floating_point", "is_integral", "is_complex", "get_is_cuda", "get_is_meta", "Dispose", "Finalize",
        "MoveToOuterDisposeScope", "MoveToOtherDisposeScope", "DetachFromDisposeScope", "DetatchFromDisposeScope",
        "get_OwningDisposeScope", "set_OwningDisposeScope", "ToString", "print", "str", "cstr", "jlstr", "npstr", "GetHashCode",
        "get_TotalCount", "get_PeakCount",
    ];

    /// <summary>Operations whose result no graph can repeat.</summary>
    private static readonly HashSet<string> RandomOperations =
    [
        "rand", "rand_like", "randn", "randn_like", "randint", "randint_like", "randperm", "normal", "normal_", "bernoulli", "bernoulli_",
        "multinomial", "uniform_", "exponential_", "cauchy_", "geometric_", "log_normal_", "poisson", "random_",
        "functional.fractional_max_pool2d", "functional.fractional_max_pool2d_with_indices",
        "functional.fractional_max_pool3d", "functional.fractional_max_pool3d_with_indices",
        "init.uniform_", "init.normal_", "init.kaiming_uniform_", "init.kaiming_normal_", "init.xavier_uniform_",
        "init.xavier_normal_", "init.trunc_normal_", "init.orthogonal_", "init.sparse_",
    ];

    public static bool IsPlain(MethodBase method) =>
        PlainTypes.Contains(method.DeclaringType!)
        || (method.DeclaringType == typeof(Tensor) && PlainTensorMembers.Contains(method.Name));

    public static bool IsRandom(MethodBase method) => RandomOperations.Contains(OperationNames.Of(method));

    /// <summary>
    /// Whether the method computes in native code and is thereby an operation. A module's constructor is none: it only
    /// builds what its forward will use.
    /// </summary>
    public static bool IsOperation(MethodBase method) => NativeCalls.Compute(method);

    /// <summary>Whether the method changes its receiver, or its first argument, in place.</summary>
    public static bool ChangesInPlace(MethodBase method) =>
        (method.Name.EndsWith('_') && !method.Name.StartsWith("__", StringComparison.Ordinal))
        || method.Name == "set_TensorItems";
}
