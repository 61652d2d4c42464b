using TorchSharp;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Machine;

/// <summary>TorchSharp and its native library, for training and exporting.</summary>
internal sealed record TorchFacts
{
    public required string TorchSharpVersion { get; init; }

    /// <summary>The version of libtorch that TorchSharp is made for; null where it does not load.</summary>
    public string? LibTorchVersion { get; init; }

    /// <summary>What trains: <c>cpu</c> or <c>cuda</c>; null where libtorch does not load.</summary>
    public string? Device { get; init; }

    /// <summary>The threads that it computes with unless told otherwise; 0 where libtorch does not load.</summary>
    public int Threads { get; init; }

    /// <summary>Why libtorch does not load; null where it does.</summary>
    public string? Problem { get; init; }

    public static TorchFacts Read()
    {
        var version = TrainingEnvironment.Packages["TorchSharp"];
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return new TorchFacts
            {
                TorchSharpVersion = version,
                LibTorchVersion = torch.__version__,
                Device = torch.cuda.is_available() ? "cuda" : "cpu",
                Threads = torch.get_num_threads(),
            };
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            return new TorchFacts { TorchSharpVersion = version, Problem = $"TorchSharp's native library does not load: {FirstLine(e.GetBaseException().Message)}" };
        }
    }

    // The rest is a trace of every file that was tried.
    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
