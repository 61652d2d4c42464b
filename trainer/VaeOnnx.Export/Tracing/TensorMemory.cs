using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>Where a tensor's elements lie: what tells views of one storage apart from copies.</summary>
internal readonly record struct TensorMemory(nint Storage, long Offset, string Layout)
{
    // Public ways to a tensor's address refuse what is not contiguous.
    private static readonly Func<nint, nint> DataPointer = typeof(torch).Assembly
        .GetType("TorchSharp.PInvoke.NativeMethods", throwOnError: true)!
        .GetMethod("THSTensor_data", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
        .CreateDelegate<Func<nint, nint>>();

    public static TensorMemory Of(Tensor tensor) =>
        new(StorageOf(tensor), tensor.storage_offset(), $"{tensor.dtype} {string.Join(',', tensor.shape)} {string.Join(',', tensor.stride())}");

    /// <summary>The address of the whole block; 0 for a tensor without elements.</summary>
    public static nint StorageOf(Tensor tensor)
    {
        var first = DataPointer(tensor.Handle);
        return first == 0 ? 0 : first - (nint)(tensor.storage_offset() * tensor.ElementSize);
    }
}
