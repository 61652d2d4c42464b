using System.Diagnostics;

namespace PackageConsumer;

/// <summary>A checkout with a remote, as a continuous build has one: its symbols lead a debugger to every source file.</summary>
[TestClass]
public sealed class SourceLinkTests
{
    private const string Remote = "https://github.com/vaeonnx-tests/checkout";
    private const string Project = "contracts/VaeOnnx.Contracts";

    [TestMethod]
    public void Build_CheckoutWithARemote_LinksEverySource()
    {
        var checkout = Directory.CreateTempSubdirectory("vaeonnx-checkout-").FullName;
        try
        {
            Copy(Project, checkout);
            Copy("build", checkout);
            foreach (var file in Directory.GetFiles(Places.Root, "Directory.*").Append(Path.Combine(Places.Root, "global.json")))
                File.Copy(file, Path.Combine(checkout, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(checkout, ".gitignore"), "bin/\nobj/\n");
            Run(checkout, "git", "init", "--quiet");
            Run(checkout, "git", "remote", "add", "origin", Remote);
            Run(checkout, "git", "add", ".");
            Run(checkout, "git", "-c", "user.name=tests", "-c", "user.email=tests@localhost", "commit", "--quiet", "--message", "Checkout");
            Run(checkout, "dotnet", "build", Project, "--configuration", "Release", "-p:RunAnalyzers=false", "-nodeReuse:false");

            using var pdb = File.OpenRead(Path.Combine(checkout, Project, "bin", "Release", "net10.0", "VaeOnnx.Contracts.pdb"));
            var symbols = new Symbols(pdb);
            var (pattern, address) = symbols.Links.Single();
            Assert.StartsWith("https://raw.githubusercontent.com/vaeonnx-tests/checkout/", address);
            Assert.EndsWith("*", pattern);
            Assert.IsGreaterThan(20, symbols.Documents.Count);
            foreach (var (name, isEmbedded) in symbols.Documents)
                Assert.IsTrue(isEmbedded || name.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal), $"Nothing leads to {name}.");
        }
        finally
        {
            Directory.Delete(checkout, recursive: true);
        }
    }

    private static void Copy(string folder, string checkout)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Places.Root, folder), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(Places.Root, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            var copy = Path.Combine(checkout, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static void Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, $"{program} {string.Join(' ', arguments)}: {output}");
    }
}
