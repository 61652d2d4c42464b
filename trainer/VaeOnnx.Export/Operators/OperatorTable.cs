using System.Reflection;

namespace VaeOnnx.Export.Operators;

/// <summary>The emitters of one export: the built-in ones, and the caller's own before them.</summary>
internal sealed class OperatorTable
{
    private static readonly Lazy<IReadOnlyDictionary<string, OperatorEntry>> BuiltInEntries = new(Discover);

    private readonly IReadOnlyList<CustomEmitter> _custom;
    private readonly Dictionary<string, CustomEmitter> _replaced;

    public OperatorTable(IReadOnlyList<CustomEmitter> custom)
    {
        _custom = custom;
        _replaced = custom.Where(emitter => emitter.Operation is not null).ToDictionary(emitter => emitter.Operation!, StringComparer.Ordinal);
    }

    /// <summary>The key of modules that state their own nodes.</summary>
    private const string OwnEmitter = "own emitter";

    /// <summary>All built-in emitters by operation.</summary>
    public static IReadOnlyDictionary<string, OperatorEntry> BuiltIn => BuiltInEntries.Value;

    public bool Contains(string operation) => _replaced.ContainsKey(operation) || BuiltIn.ContainsKey(operation);

    /// <summary>The key of the caller's or the module's own emitter for a method; null where there is none.</summary>
    public string? CustomKey(MethodBase method)
    {
        for (var index = 0; index < _custom.Count; index++)
        {
            if (_custom[index].Matches(method))
                return $"custom emitter {index}";
        }

        return method.Name == "forward" && typeof(IOnnxModule).IsAssignableFrom(method.DeclaringType) ? OwnEmitter : null;
    }

    public GraphValue[] Emit(string operation, EmitterContext context)
    {
        if (_replaced.TryGetValue(operation, out var replaced))
            return replaced.Emit(context);
        if (operation == OwnEmitter)
            return [.. ((IOnnxModule)context.Argument("this")!).Emit(context)];
        if (BuiltIn.TryGetValue(operation, out var entry))
            return EmitBuiltIn(entry, context);
        return _custom[int.Parse(operation.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)].Emit(context);
    }

    private static GraphValue[] EmitBuiltIn(OperatorEntry entry, EmitterContext context)
    {
        context.RequireOpset(entry.Description.Since, "The operation");
        return entry.Emit(context);
    }

    private static Dictionary<string, OperatorEntry> Discover()
    {
        var found = new Dictionary<string, OperatorEntry>(StringComparer.Ordinal);
        foreach (var method in typeof(OperatorTable).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<OperatorAttribute>() is not { } description)
                continue;
            foreach (var operation in description.Operations)
            {
                if (!found.TryAdd(operation, new OperatorEntry(description, Bind(method))))
                    throw new InvalidOperationException($"Two emitters are declared for '{operation}': {method.DeclaringType}.{method.Name} is the second.");
            }
        }

        return found;
    }

    private static Func<EmitterContext, GraphValue[]> Bind(MethodInfo method)
    {
        if (method.ReturnType == typeof(GraphValue[]))
            return method.CreateDelegate<Func<EmitterContext, GraphValue[]>>();
        var single = method.CreateDelegate<Func<EmitterContext, GraphValue>>();
        return context => [single(context)];
    }
}

/// <summary>One built-in emitter with its description.</summary>
internal sealed record OperatorEntry(OperatorAttribute Description, Func<EmitterContext, GraphValue[]> Emit);
