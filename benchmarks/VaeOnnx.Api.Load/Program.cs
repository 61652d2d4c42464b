using System.CommandLine;
using VaeOnnx.Api.Load;

var server = new Option<FileInfo>("--server") { Description = "The built AugmentationApi.dll.", Required = true };
var bundle = new Option<DirectoryInfo>("--bundle") { Description = "The bundle to serve.", Required = true };
var seconds = new Option<double>("--seconds") { Description = "How long each scenario lasts; the long run six times that.", DefaultValueFactory = _ => 5 };
var results = new Option<FileInfo>("--out") { Description = "The Markdown file to write.", Required = true };
var command = new RootCommand("Loads the sample API on loopback and writes what it did: throughput, latency, refusals, memory.") { server, bundle, seconds, results };
command.SetAction(async (parsed, cancellationToken) =>
{
    var duration = TimeSpan.FromSeconds(parsed.GetValue(seconds));
    var rows = new List<LoadResult>();
    using (var api = await ApiProcess.StartAsync(parsed.GetValue(server)!, parsed.GetValue(bundle)!, cancellationToken))
    {
        foreach (var scenario in LoadScenario.All)
        {
            await new LoadRun(api, scenario with { Duration = TimeSpan.FromSeconds(1) }).RunAsync(cancellationToken); // warms both sides up
            rows.Add(await new LoadRun(api, scenario with { Duration = duration * scenario.Length }).RunAsync(cancellationToken));
            Console.WriteLine(rows[^1]);
        }
    }

    LoadReport.Write(parsed.GetValue(results)!, rows);
    return LoadReport.Verdict(rows);
});
return await command.Parse(args).InvokeAsync();
