using System.Globalization;
using VaeOnnx.Runtime.Benchmarks;
using VaeOnnx.Trainer.Benchmarks.Data;
using VaeOnnx.Trainer.Benchmarks.Training;

// What reading images and training costs: dotnet run -c Release --project benchmarks/VaeOnnx.Trainer.Benchmarks -- data|memory|training FOLDER
// Writes data-speed, data-memory or training-speed, .md and .json, to the folder; exit code 1 where memory is not flat or a share of the matrix rate is below its target.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case [StreamingFigure.Command, var pictures, var budget]:
        StreamingFigure.Train(pictures, long.Parse(budget, CultureInfo.InvariantCulture));
        return 0;
    case ["data", var folder]:
        var data = new DataReport(Machine.Current, [.. DecodeFigure.Measure()]);
        data.Write(folder);
        Console.WriteLine(data.Page());
        return 0;
    case ["memory", var folder]:
        var memory = new MemoryReport(Machine.Current, [.. StreamingFigure.Measure()]);
        memory.Write(folder);
        Console.WriteLine(memory.Page());
        return memory.IsFlat ? 0 : 1;
    case ["training", var folder]:
        var training = new TrainingReport(Machine.Current, [.. TrainingFigure.Measure()]);
        training.Write(folder);
        Console.WriteLine(training.Page());
        return training.Figures.All(figure => figure.IsOnTarget) ? 0 : 1;
    default:
        Console.Error.WriteLine("Expected: data FOLDER, memory FOLDER or training FOLDER, where FOLDER is for the results, such as docs/results.");
        return 2;
}
