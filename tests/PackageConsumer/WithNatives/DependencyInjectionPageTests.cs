using System.Text.Json;
using VaeOnnx.Documentation.Tests;

namespace PackageConsumer;

/// <summary>The examples of the page about dependency injection, run as the web applications that they are.</summary>
[TestClass]
public sealed class DependencyInjectionPageTests
{
    private const string Page = "docs/dependency-injection.md";

    private const string WebUsings = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using VaeOnnx.Runtime;
        using System.Net.Http;

        """;

    private const string Serve = """
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        """;

    private readonly PageProgram _program = new(Places.Root);

    [TestMethod]
    public void OneBundle_WithThePagesSettings_ServesImagesAndHealth() => _program
        .Then(WebUsings)
        .Then(_program.Blocks(Page)[0])
        .Then(Serve)
        .Then("""
            Assert.HasCount(784, await http.GetByteArrayAsync("fresh/7"));
            Assert.AreEqual("Degraded", await http.GetStringAsync("health"), "Without CUDA, the page's settings fall back to the CPU, and health says so.");
            await app.DisposeAsync();
            """)
        .Run([.. Settings(_program.Blocks(Page, "json")[0]), $"--VaeOnnx:Path={Places.Bundle}"]);

    [TestMethod]
    public void SeveralBundles_ByKey_AreEachTheirOwn() => _program
        .Then(WebUsings)
        .Then("var builder = WebApplication.CreateSlimBuilder(args);")
        .Then(_program.Blocks(Page)[1].Replace("artifacts/faces", "artifacts/mnist", StringComparison.Ordinal))
        .Then("var app = builder.Build();")
        .Then(_program.Blocks(Page)[2])
        .Then(Serve)
        .Then("""
            Assert.AreEqual("54000", await http.GetStringAsync("faces/count"));
            await app.DisposeAsync();
            """)
        .Run($"--Bundles:Digits:Path={Places.Bundle}");

    [TestMethod]
    public void Readme_Example_Serves() => _program
        .Then(WebUsings)
        .Then("var builder = WebApplication.CreateSlimBuilder(args);")
        .Then(_program.Blocks("runtime/VaeOnnx.Runtime.DependencyInjection/README.md")[0].Replace("\n\n", "\nvar app = builder.Build();\n", StringComparison.Ordinal))
        .Then(Serve)
        .Then("""
            Assert.Contains("28", await http.GetStringAsync("size"));
            await app.DisposeAsync();
            """)
        .Run($"--VaeOnnx:Path={Places.Bundle}");

    private static IEnumerable<string> Settings(string json)
    {
        using var document = JsonDocument.Parse(json);
        var section = document.RootElement.EnumerateObject().Single();
        return [.. section.Value.EnumerateObject().Select(setting => $"--{section.Name}:{setting.Name}={setting.Value}")];
    }
}
