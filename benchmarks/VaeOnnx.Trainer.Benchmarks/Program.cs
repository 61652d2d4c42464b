using System.Globalization;
using VaeOnnx.Runtime.Benchmarks;
using VaeOnnx.Trainer.Benchmarks.Data;

// What reading images costs: dotnet run -c Release --project benchmarks/VaeOnnx.Trainer.Benchmarks -- data FOLDER
// Writes data-speed.md and .json to the folder; exit code 1 where memory is not flat.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [StreamingFigure.Command, var pictures, var budget])
{
    StreamingFigure.Train(pictures, long.Parse(budget, CultureInfo.InvariantCulture));
    return 0;
}

if (args is not ["data", var folder])
{
    Console.Error.WriteLine("Expected: data FOLDER, where FOLDER is for the results, such as docs/results.");
    return 2;
}

var report = new DataReport(Machine.Current, [.. DecodeFigure.Measure()], StreamingFigure.Measure());
report.Write(folder);
Console.WriteLine(report.Page());
return report.IsFlat ? 0 : 1;
