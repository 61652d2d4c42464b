using System.Globalization;
using System.Text;
using VaeOnnx.Export;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Collects the seeds that failed, each with its network, so that one run shows them all.</summary>
internal sealed class RandomFailures
{
    private const int MostPrinted = 12;
    private readonly List<(int Seed, string Message, string Network)> _failures = [];
    private int _tried;
    private int _waiting;

    /// <summary>How many were tried and which seeds failed.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{_tried} networks, {_waiting} waiting for emitters, {_failures.Count} failed: {string.Join(", ", _failures.Select(f => f.Seed))}");

    /// <summary>Runs one network's check; a failure is kept with its seed.</summary>
    public void Try(int seed, Func<string> describe, Action check)
    {
        _tried++;
        try
        {
            check();
        }
        catch (ExportException exception) when (ExportGate.Waits(exception))
        {
            _waiting++;
        }
        catch (Exception exception)
        {
            _failures.Add((seed, Message(exception.GetBaseException()), describe()));
        }
    }

    /// <summary>Without the native frames that libtorch appends.</summary>
    private static string Message(Exception exception) => exception.Message.Split("\nException raised from")[0];

    /// <summary>Fails the test with seeds, messages and networks.</summary>
    public void ThrowIfAny()
    {
        if (_tried == 0 || _failures.Count == 0)
            return;
        var text = new StringBuilder(Summary).Append('\n');
        foreach (var byMessage in _failures.GroupBy(f => f.Message).OrderByDescending(g => g.Count()).Take(MostPrinted))
        {
            var (seed, message, network) = byMessage.MinBy(f => f.Network.Length);
            text.Append(CultureInfo.InvariantCulture, $"\n{byMessage.Count()}x, for example seed {seed}: {message}\n{network}\n");
        }

        Assert.Fail(text.ToString());
    }
}
