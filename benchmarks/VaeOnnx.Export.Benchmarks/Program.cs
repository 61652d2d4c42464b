using System.Globalization;
using VaeOnnx.Export.Benchmarks;
using VaeOnnx.Runtime.Benchmarks;

// What exporting costs: dotnet run -c Release --project benchmarks/VaeOnnx.Export.Benchmarks -- FOLDER
// Writes export-speed.md and .json to the folder; exit code 1 where a figure is beyond its limit. Wants 10 GB of memory and 3 GB of disk.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var folder])
{
    Console.Error.WriteLine("Name the folder for the results, such as docs/results.");
    return 2;
}

var report = new ExportReport(Machine.Current, [DeepNetwork.Trace(), .. WideNetwork.Export(), .. LargeNetwork.Export()]);
report.Write(folder);
foreach (var figure in report.Figures)
    Console.WriteLine(figure);
return report.Figures.All(figure => figure.IsWithinLimit) ? 0 : 1;
