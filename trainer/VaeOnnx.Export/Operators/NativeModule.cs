using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// A module whose forward is native code: its parameters under libtorch's names, as values of the graph. What its factory was told
/// beyond the parameters' shapes is kept in native memory alone, and is found out by running the module.
/// </summary>
internal sealed class NativeModule
{
    private readonly EmitterContext _context;
    private readonly Dictionary<string, Tensor> _parameters;

    private NativeModule(EmitterContext context, nn.Module module)
    {
        _context = context;
        Module = module;
        _parameters = module.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter, StringComparer.Ordinal);
    }

    public nn.Module Module { get; }

    /// <summary>The receiver of the recorded call.</summary>
    public static NativeModule Of(EmitterContext c) => new(c, (nn.Module)c.Argument("this")!);

    /// <summary>The receiver of the recorded call, which does something else in training.</summary>
    public static NativeModule InEval(EmitterContext c)
    {
        var module = Of(c);
        return module.Module.training
            ? throw c.Refuse("The module is in training mode, where it may drop elements at random.", "Call eval() before the export.")
            : module;
    }

    public bool Has(string parameter) => _parameters.ContainsKey(parameter);

    /// <summary>A parameter's tensor, which stays the module's.</summary>
    public Tensor Data(string parameter) => _parameters[parameter];

    public GraphValue Value(string parameter) => _context.Stored(Data(parameter));

    public GraphValue? OptionalValue(string parameter) => Has(parameter) ? Value(parameter) : null;

    /// <summary>A constant made from the module's parameters: one for all calls of the module.</summary>
    public GraphValue Derived(string name, Func<Tensor> make) => _context.Derived(Module, name, () =>
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        return make().MoveToOuterDisposeScope();
    });
}
