using System.Runtime.InteropServices;
using OpenCvSharp;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>OpenCV's fast non-local means (Buades et al. 2011) of a grey image, bytes to bytes, with its own windows: 7 pixels compared, 21 searched.</summary>
internal sealed class OpenCvMeans : IDisposable
{
    private readonly GCHandle _image;
    private readonly Mat _noisy;
    private readonly Mat _denoised = new();

    public OpenCvMeans(byte[] image, int height, int width)
    {
        _image = GCHandle.Alloc(image, GCHandleType.Pinned);
        _noisy = Mat.FromPixelData(height, width, MatType.CV_8UC1, _image.AddrOfPinnedObject());
    }

    /// <summary>The time does not depend on the strength of the filter.</summary>
    public void Run(int threads)
    {
        Cv2.SetNumThreads(threads);
        Cv2.FastNlMeansDenoising(_noisy, _denoised, h: 25, templateWindowSize: 7, searchWindowSize: 21);
    }

    public void Dispose()
    {
        _denoised.Dispose();
        _noisy.Dispose();
        _image.Free();
    }
}
