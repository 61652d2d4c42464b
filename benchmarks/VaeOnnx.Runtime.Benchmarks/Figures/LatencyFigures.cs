using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>Latencies of one shared bundle under several threads, and of raw sessions, one a thread, under as many.</summary>
internal static class LatencyFigures
{
    private static readonly int[] Threads = [1, 2, 4, 8];

    public static Latency[] Measure(BenchmarkModel model, int batch, double seconds)
    {
        var images = BenchmarkModel.Images(batch);
        using var bundle = model.Load(batch);
        var denoiser = bundle.Denoiser;
        var graph = model.Graph(GraphRole.Denoiser);
        return [.. Threads.SelectMany(threads => new[]
        {
            Latency.Measure(BatchFigures.Floats, batch, threads, seconds, () => Ours(denoiser, images)),
            Raw(graph, batch, threads, seconds),
        })];
    }

    private static Action Ours(Denoiser denoiser, float[] images)
    {
        var (own, denoised) = ((float[])images.Clone(), new float[images.Length]);
        return () => denoiser.Denoise(own, denoised);
    }

    private static Latency Raw(byte[] graph, int batch, int threads, double seconds)
    {
        var sessions = new System.Collections.Concurrent.ConcurrentBag<RawSession>();
        try
        {
            return Latency.Measure(BatchFigures.Raw, batch, threads, seconds, () =>
            {
                var session = new RawSession(graph, batch);
                sessions.Add(session);
                return session.Run;
            });
        }
        finally
        {
            foreach (var session in sessions)
                session.Dispose();
        }
    }
}
