using System.Collections.ObjectModel;

namespace VaeOnnx.Runtime;

/// <summary>
/// One execution provider with its options, as in <c>ExecutionProvider.Cuda.With("device_id", "1")</c>. A value:
/// immutable, equal to any other that reads the same.
/// </summary>
public sealed record ExecutionProvider
{
    private ExecutionProvider(ProviderKind kind) => Kind = kind;

    /// <summary>The processor.</summary>
    public static ExecutionProvider Cpu { get; } = new(ProviderKind.Cpu);

    /// <summary>NVIDIA CUDA.</summary>
    public static ExecutionProvider Cuda { get; } = new(ProviderKind.Cuda);

    /// <summary>NVIDIA TensorRT.</summary>
    public static ExecutionProvider TensorRt { get; } = new(ProviderKind.TensorRt);

    /// <summary>DirectML (DirectX 12) on Windows.</summary>
    public static ExecutionProvider DirectMl { get; } = new(ProviderKind.DirectMl);

    /// <summary>Apple's Core ML.</summary>
    public static ExecutionProvider CoreMl { get; } = new(ProviderKind.CoreMl);

    /// <summary>Intel's OpenVINO.</summary>
    public static ExecutionProvider OpenVino { get; } = new(ProviderKind.OpenVino);

    /// <summary>WebGPU.</summary>
    public static ExecutionProvider WebGpu { get; } = new(ProviderKind.WebGpu);

    /// <summary>The provider's kind.</summary>
    public ProviderKind Kind { get; }

    /// <summary>The plugin library to take the provider from; null for one that is built in or already registered.</summary>
    public string? LibraryPath { get; private init; }

    /// <summary>Which of the provider's devices to use, counted from 0 in the order the provider reports them.</summary>
    public int Device { get; private init; }

    /// <summary>The provider's own options (its documentation names them), passed on unread.</summary>
    public IReadOnlyDictionary<string, string> Options { get; private init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The provider in a plugin library.</summary>
    /// <param name="libraryPath">The library's file; a relative path counts from the current directory.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static ExecutionProvider Plugin(string libraryPath) => new ExecutionProvider(ProviderKind.Plugin).FromLibrary(libraryPath);

    /// <summary>Reads one provider in the syntax of <see cref="ProviderPolicy.Parse"/>, without alternatives.</summary>
    /// <param name="text">For example <c>cuda?device=1</c> or <c>plugin:/opt/ep.so?level=2</c>.</param>
    /// <exception cref="FormatException">The text is no provider; the message lists the known names.</exception>
    public static ExecutionProvider Parse(string text) => ProviderSyntax.ParseProvider(text);

    /// <summary>The same provider, taken from a plugin library (a CUDA or WebGPU plugin package, for example).</summary>
    /// <param name="libraryPath">The library's file; a relative path counts from the current directory.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="InvalidOperationException">The provider is the CPU, which is part of ONNX Runtime itself.</exception>
    public ExecutionProvider FromLibrary(string libraryPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(libraryPath);
        if (Kind == ProviderKind.Cpu)
            throw new InvalidOperationException("The CPU provider is part of ONNX Runtime; it comes from no library of its own.");
        return this with { LibraryPath = libraryPath };
    }

    /// <summary>The same provider on another of its devices.</summary>
    /// <param name="device">The device's number, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public ExecutionProvider OnDevice(int device)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(device);
        return this with { Device = device };
    }

    /// <summary>The same provider with an option set.</summary>
    /// <param name="option">The option's name, as the provider documents it.</param>
    /// <param name="value">The option's value.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ExecutionProvider With(string option, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(option);
        ArgumentNullException.ThrowIfNull(value);
        return this with { Options = new SortedDictionary<string, string>(Options.ToDictionary(), StringComparer.Ordinal) { [option] = value } };
    }

    /// <summary>The provider in the syntax that <see cref="Parse"/> reads.</summary>
    public override string ToString() => ProviderSyntax.Format(this);

    /// <summary>True if both read the same.</summary>
    /// <param name="other">The other provider.</param>
    public bool Equals(ExecutionProvider? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
