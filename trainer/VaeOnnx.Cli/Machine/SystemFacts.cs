using System.Runtime.InteropServices;

namespace VaeOnnx.Cli.Machine;

/// <summary>The machine itself.</summary>
/// <param name="OperatingSystem">As it names itself.</param>
/// <param name="Platform">Which native libraries fit, such as <c>linux-x64</c>.</param>
/// <param name="DotNet">The version of .NET.</param>
/// <param name="Cores">The processors that this process may use.</param>
internal sealed record SystemFacts(string OperatingSystem, string Platform, string DotNet, int Cores)
{
    public static SystemFacts Read() => new(
        RuntimeInformation.OSDescription, RuntimeInformation.RuntimeIdentifier, Environment.Version.ToString(), Environment.ProcessorCount);
}
