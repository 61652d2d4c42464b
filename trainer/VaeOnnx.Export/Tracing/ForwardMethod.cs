using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace VaeOnnx.Export.Tracing;

/// <summary>How a module is run on its inputs: its <c>call</c>, which runs hooks too, or its own <c>forward</c>.</summary>
internal sealed class ForwardMethod
{
    private readonly Module _module;
    private readonly MethodInfo _forward;
    private readonly MethodInfo _entry;

    public ForwardMethod(Module module, int inputs)
    {
        _module = module;
        var type = module.GetType();
        // Some modules of TorchSharp have the defaults of their parameters on call alone.
        _forward = Candidates(type, "forward", inputs).FirstOrDefault()
            ?? Candidates(type, "call", inputs).FirstOrDefault(call => CodeOrigins.Of(call) is CodeOrigin.TorchSharp)
            ?? throw new ExportException($"{CodeNames.Of(type)} has no public forward method that takes {inputs} tensor{(inputs == 1 ? "" : "s")}.")
            {
                Alternative = "Give one TensorSpec for each tensor that forward takes; wrap the module in one that fills in what is no tensor.",
            };
        _entry = Named(type, "call")
            .FirstOrDefault(call => CodeOrigins.Of(call) is CodeOrigin.TorchSharp && _forward.IsVirtual && Types(call).SequenceEqual(Types(_forward)))
            ?? _forward;
    }

    /// <summary>Runs the module as it is.</summary>
    public object? Run(IReadOnlyList<Tensor> inputs) =>
        _entry.Invoke(_module, BindingFlags.DoNotWrapExceptions, null, Arguments(inputs), null);

    /// <summary>Runs the module under the current trace.</summary>
    public object? Trace(IReadOnlyList<Tensor> inputs) =>
        RewrittenMethod.CallOf(_entry).Code.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [_module, .. Arguments(inputs)], null);

    /// <summary>The tensors of a result with the names that it gives them; empty names where it gives none.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Outputs(object? result)
    {
        if (result is IDictionary map)
            return [.. map.Keys.Cast<object>().Select(key => (key.ToString() ?? "", (Tensor)map[key]!))];
        var tensors = ArgumentSnapshot.Tensors(result).ToArray();
        if (tensors.Length == 0)
            throw new ExportException($"{CodeNames.Of(_forward)} returned no tensor but {(result is null ? "null" : CodeNames.Of(result.GetType()))}.")
            {
                Alternative = "Return a tensor, a tuple, an array, a list or a dictionary of tensors.",
            };
        var names = _forward.ReturnParameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames;
        if (names?.Count == tensors.Length)
            return [.. tensors.Zip(names, (tensor, name) => (name ?? "", tensor))];
        // An element that is null is no output.
        return result is ITuple tuple && names?.Count == tuple.Length
            ? [.. names.Index().Where(name => tuple[name.Index] is Tensor).Select(name => (name.Item ?? "", (Tensor)tuple[name.Index]!))]
            : [.. tensors.Select(tensor => ("", tensor))];
    }

    private object?[] Arguments(IReadOnlyList<Tensor> inputs) =>
        [.. _entry.GetParameters().Select((parameter, index) => index < inputs.Count ? inputs[index] : parameter.HasDefaultValue ? parameter.DefaultValue : null)];

    private static IEnumerable<MethodInfo> Candidates(Type type, string name, int inputs) => Named(type, name)
        .Where(method => Types(method) is var types && types.Length >= inputs
            && types.Take(inputs).All(parameter => parameter.IsAssignableFrom(typeof(Tensor)))
            && method.GetParameters().Skip(inputs).All(IsOptional))
        .OrderBy(method => Types(method).Length);

    private static IEnumerable<MethodInfo> Named(Type type, string name) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Where(method => method.Name == name);

    /// <summary>Whether the module can do without: a parameter with a default, or a tensor that is declared to be null at times.</summary>
    private static bool IsOptional(ParameterInfo parameter) => parameter.HasDefaultValue
        || (parameter.ParameterType == typeof(Tensor) && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable);

    private static Type[] Types(MethodInfo method) => [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
}
