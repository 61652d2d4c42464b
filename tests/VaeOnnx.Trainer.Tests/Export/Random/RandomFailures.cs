using System.Globalization;
using System.Text;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Collects the seeds that failed, each with its network, so that one run shows them all.</summary>
internal sealed class RandomFailures
{
    private const int MostPrinted = 12;
    private readonly List<(int Seed, string Message, string Network)> _failures = [];
    private readonly List<(int Seed, double Move)> _sensitive = [];
    private int _tried;

    /// <summary>How many were tried and which seeds failed.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{_tried} networks, {_failures.Count} failed: {string.Join(", ", _failures.Select(f => f.Seed))}; judged by their own sensitivity to rounding: {string.Join(", ", _sensitive.Select(s => $"{s.Seed} (moves by {s.Move:g2})"))}");

    /// <summary>Runs one network's check, which returns how far rounding moves it, or 0; a failure is kept with its seed.</summary>
    public void Try(int seed, Func<string> describe, Func<double> check)
    {
        _tried++;
        try
        {
            if (check() is > 0 and var move)
                _sensitive.Add((seed, move));
        }
        catch (Exception exception)
        {
            _failures.Add((seed, Message(exception.GetBaseException()), describe()));
        }
    }

    /// <summary>Without the native frames that libtorch appends.</summary>
    private static string Message(Exception exception) => exception.Message.Split("\nException raised from")[0];

    /// <summary>Fails the test with seeds, messages and networks; and where too many networks were judged by their own sensitivity.</summary>
    public void ThrowIfAny()
    {
        const int mostSensitive = 1; // in a hundred: beyond that the criterion would hide what it is to show
        Assert.IsGreaterThan(0, _tried);
        Assert.IsLessThanOrEqualTo(_tried * mostSensitive / 100, _sensitive.Count, Summary);
        if (_failures.Count == 0)
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
