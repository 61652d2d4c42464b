using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace VaeOnnx.Api.Load;

/// <summary>The API in a process of its own, as it would be deployed; ended on disposal.</summary>
internal sealed class ApiProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private ApiProcess(Process process, Uri address, int imageLength)
    {
        _process = process;
        Address = address;
        ImageLength = imageLength;
    }

    public Uri Address { get; }

    /// <summary>The bytes of one image of the bundle: C·H·W.</summary>
    public int ImageLength { get; }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ApiProcess> StartAsync(FileInfo server, DirectoryInfo bundle, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { server.FullName, $"--urls={address}", $"--VaeOnnx:Path={bundle.FullName}", "--Logging:LogLevel:Default=Warning" } };
        var api = new ApiProcess(Process.Start(start) ?? throw new InvalidOperationException($"{server} did not start."), address, LengthOfImages(bundle));
        try
        {
            await api.WaitUntilHealthyAsync(cancellationToken);
            return api;
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await http.GetStringAsync(new Uri(Address, "health"), cancellationToken) == "Healthy")
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(100, cancellationToken); // not listening yet
            }
        }
    }

    private static int LengthOfImages(DirectoryInfo bundle)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(bundle.FullName, "manifest.json")));
        var image = manifest.RootElement.GetProperty("image");
        return image.GetProperty("channels").GetInt32() * image.GetProperty("height").GetInt32() * image.GetProperty("width").GetInt32();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
