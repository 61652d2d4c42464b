using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using TorchSharp;

namespace VaeOnnx.Export.Tracing;

/// <summary>Which native functions a method of TorchSharp calls itself: what makes it an operation rather than a composition of some.</summary>
internal static partial class NativeCalls
{
    private static readonly ConcurrentDictionary<MethodBase, bool> Cache = new();

    /// <summary>
    /// Whether the method computes with tensors in native code, beyond asking for shape, type, device and the like; or takes
    /// native handles of tensors for another method to do so, where no trace could follow.
    /// </summary>
    public static bool Compute(MethodBase method) => Cache.GetOrAdd(method, static method =>
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            return false;
        var called = Called(method, il).ToArray();
        var natives = called.Where(IsNative).ToArray();
        return natives.Length > 0 ? natives.Any(IsComputing) : called.Any(TakesHandle);
    });

    /// <summary>Whether a native function does more than asking.</summary>
    public static bool IsComputing(MethodBase native) => !Asking().IsMatch(native.Name);

    private static IEnumerable<MethodBase> Called(MethodBase method, byte[] il)
    {
        var scope = new GenericScope(method);
        return IlInstruction.Decode(il)
            .Where(instruction => instruction.OpCode.OperandType == System.Reflection.Emit.OperandType.InlineMethod)
            .Select(instruction => scope.Method(instruction.Operand));
    }

    private static bool IsNative(MethodBase method) => (method.Attributes & MethodAttributes.PinvokeImpl) != 0;

    private static bool TakesHandle(MethodBase method) =>
        method.Name == "ToHandleArray" || (method.Name == "get_Handle" && method.DeclaringType == typeof(torch.Tensor));

    [GeneratedRegex("^THSTensor_(ndimension|numel|sizes?|strides?|type|element_size|dispose|free|device_type|device_index|has_names|names|"
        + "is_contiguous|is_leaf|is_sparse|is_pinned|is_cpu|is_neg|is_conj|requires_grad|set_requires_grad|storage_offset|result_type)$"
        + "|^THSTorch_(.*scalar.*|get_and_reset_last_err|promote_types|can_cast|get_num_.*threads)$"
        + "|^THSAutograd_(isGradEnabled|setGrad|isInferenceModeEnabled|isAnomalyEnabled|shouldCheckNaN|getInferenceModeGuard|deleteInferenceModeGuard)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Asking();
}
