using System.Reflection;
using TorchSharp;

namespace VaeOnnx.Export;

/// <summary>An emitter of your own, for a module, a method or an operation: given in <see cref="ExportOptions.Emitters"/>.</summary>
public sealed class CustomEmitter
{
    private readonly Func<MethodBase, bool> _matches;

    private CustomEmitter(Func<MethodBase, bool> matches, string? operation, Func<EmitterContext, GraphValue[]> emit)
    {
        _matches = matches;
        Operation = operation;
        Emit = emit;
    }

    internal string? Operation { get; }

    internal Func<EmitterContext, GraphValue[]> Emit { get; }

    /// <summary>Emits a module as one operation: its <c>forward</c> runs as it is and is not looked into.</summary>
    /// <typeparam name="TModule">The module's class; classes derived from it are included.</typeparam>
    /// <param name="emit">Adds the nodes and returns the values of forward's result, in order.</param>
    public static CustomEmitter ForModule<TModule>(Func<EmitterContext, GraphValue[]> emit)
        where TModule : torch.nn.Module =>
        new(method => method.Name == "forward" && typeof(TModule).IsAssignableFrom(method.DeclaringType), null, Checked(emit));

    /// <summary>Emits a method as one operation: it runs as it is and is not looked into.</summary>
    /// <param name="method">Static or instance; tensors are to be among its arguments.</param>
    /// <param name="emit">Adds the nodes and returns the values of the result, in order.</param>
    public static CustomEmitter ForMethod(MethodInfo method, Func<EmitterContext, GraphValue[]> emit)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new CustomEmitter(candidate => candidate.MethodHandle == method.MethodHandle, null, Checked(emit));
    }

    /// <summary>Emits a TorchSharp operation that has no emitter, or replaces the built-in one.</summary>
    /// <param name="operation">The key, such as <c>relu</c> or <c>functional.conv2d</c>: a refusal names it.</param>
    /// <param name="emit">Adds the nodes and returns the values of the result, in order.</param>
    public static CustomEmitter ForOperation(string operation, Func<EmitterContext, GraphValue[]> emit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operation);
        return new CustomEmitter(_ => false, operation, Checked(emit));
    }

    internal bool Matches(MethodBase method) => _matches(method);

    private static Func<EmitterContext, GraphValue[]> Checked(Func<EmitterContext, GraphValue[]> emit)
    {
        ArgumentNullException.ThrowIfNull(emit);
        return emit;
    }
}
