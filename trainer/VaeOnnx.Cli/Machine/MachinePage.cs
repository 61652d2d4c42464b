using System.Globalization;
using Spectre.Console;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Machine;

/// <summary>A machine's report for people: names on the left, what was found on the right, folded at 80 columns.</summary>
internal static class MachinePage
{
    private const int Width = 80;
    private const int NameWidth = 18;

    public static void Print(this Shell shell, MachineReport report)
    {
        Section(shell, "Machine", SystemRows(report.System));
        Section(shell, "ONNX Runtime", OnnxRuntimeRows(report.OnnxRuntime));
        Section(shell, "Execution providers", report.Providers.Select(provider => (provider.Provider, provider.Refusal ?? "usable")));
        Section(shell, "What a bundle runs on", PolicyRows(report.Policy));
        Section(shell, "The runtime's defaults", DefaultRows(report.Defaults));
        Section(shell, "TorchSharp, to train and export", TorchRows(report.TorchSharp));
    }

    private static IEnumerable<(string, string)> SystemRows(SystemFacts system) =>
    [
        ("system", system.OperatingSystem),
        ("platform", $"{system.Platform}, .NET {system.DotNet}"),
        ("cores", Number(system.Cores)),
    ];

    private static IEnumerable<(string, string)> OnnxRuntimeRows(OnnxRuntimeFacts facts)
    {
        if (facts.Problem is { } problem)
            return [("native library", problem), .. Row("package to add", facts.Package)];
        return
        [
            ("native library", $"{facts.NativeVersion}; the managed package is {facts.ManagedVersion}"),
            .. Row("loaded from", facts.Library),
            ("built in", string.Join(", ", facts.BuiltIn)),
            .. facts.Devices.Select(device => ("device", DeviceText(device))),
        ];
    }

    private static IEnumerable<(string, string)> PolicyRows(PolicyFacts policy) =>
    [
        ("asked for", $"{policy.Requested} ({SourceText(policy.Source)})"),
        ("runs on", policy.Active ?? $"nothing. {policy.Problem}".TrimEnd()),
    ];

    private static IEnumerable<(string, string)> DefaultRows(RuntimeFacts defaults) =>
    [
        ("threads a call", $"{Number(defaults.IntraOpThreads)}, {(defaults.Spinning ? "spinning" : "no spinning")}"),
        ("memory arena", defaults.MemoryArena ? "on" : "off"),
        ("largest batch", Number(defaults.MaxBatch)),
        ("noise drawn with", defaults.NoiseInstructions),
    ];

    private static IEnumerable<(string, string)> TorchRows(TorchFacts torch)
    {
        if (torch.Problem is { } problem)
            return [("TorchSharp", torch.TorchSharpVersion), ("libtorch", problem)];
        return
        [
            ("TorchSharp", torch.TorchSharpVersion),
            ("libtorch", torch.LibTorchVersion!),
            ("trains on", torch.Device!),
            ("threads", Number(torch.Threads)),
        ];
    }

    private static void Section(Shell shell, string title, IEnumerable<(string Name, string Text)> rows)
    {
        var grid = new Grid { Width = Width };
        grid.AddColumn(new GridColumn { Width = NameWidth, Padding = new Padding(2, 0, 2, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0) });
        var count = 0;
        foreach (var (name, text) in rows)
        {
            grid.AddRow(Markup.Escape(name), Markup.Escape(text));
            count++;
        }

        if (count == 0)
            return;
        shell.Heading(title);
        shell.Console.Write(grid);
        shell.Line();
    }

    private static IEnumerable<(string, string)> Row(string name, string? text) => text is null ? [] : [(name, text)];

    private static string SourceText(string source) => source == "default" ? $"the default; {ProviderPolicy.EnvironmentVariable} is not set" : $"by {source}";

    private static string DeviceText(ProviderDevice device)
    {
        var vendor = device.Vendor.Length > 0 ? $", {device.Vendor}" : "";
        var library = device.LibraryPath is null ? "" : $", from {device.LibraryPath}";
        return $"{device.HardwareType}{vendor}: {device.ProviderName}{library}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
