using System.Globalization;
using VaeOnnx.Export.Benchmarks;

// What exporting costs: dotnet run -c Release --project benchmarks/VaeOnnx.Export.Benchmarks
// Exit code 1 where a figure is beyond its limit.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ExportFigure[] figures = [DeepNetwork.Trace(), .. WideNetwork.Export()];
foreach (var figure in figures)
    Console.WriteLine(figure);
return figures.All(figure => figure.IsWithinLimit) ? 0 : 1;
