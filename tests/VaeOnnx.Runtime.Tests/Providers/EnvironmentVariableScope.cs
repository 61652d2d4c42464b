namespace VaeOnnx.Runtime.Tests.Providers;

/// <summary>Changes an environment variable of this process and puts it back.</summary>
internal sealed class EnvironmentVariableScope(string name) : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(name);

    public void Set(string? value) => Environment.SetEnvironmentVariable(name, value);

    public void Dispose() => Set(_before);
}
