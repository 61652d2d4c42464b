using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VaeOnnx.Runtime.Tests.DependencyInjection;

/// <summary>Keeps what was logged under the bundles' category.</summary>
internal sealed class CollectedLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, EventId Id, string Message)> _entries = new();

    public IReadOnlyList<string> Messages(int eventId) => [.. _entries.Where(entry => entry.Id.Id == eventId).Select(entry => $"{entry.Level}: {entry.Message}")];

    public ILogger CreateLogger(string categoryName) => categoryName == typeof(VaeBundle).FullName ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, eventId, formatter(state, exception)));

    public void Dispose()
    {
        // Nothing is held.
    }
}
