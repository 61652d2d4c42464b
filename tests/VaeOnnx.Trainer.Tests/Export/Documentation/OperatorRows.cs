using System.Reflection;
using VaeOnnx.Trainer.Tests.Export.Operators;

namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>Every row of every family's table: whatever static list of cases the test assembly holds.</summary>
internal static class OperatorRows
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. typeof(OperatorRows).Assembly.GetTypes()
            .Where(type => type != typeof(OperatorRows) && !type.ContainsGenericParameters)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetProperties(Statics))
            .Where(property => property.PropertyType == typeof(IReadOnlyList<OperatorCase>))
            .SelectMany(property => (IReadOnlyList<OperatorCase>)property.GetValue(null)!)
            .Distinct(),
    ];
}
