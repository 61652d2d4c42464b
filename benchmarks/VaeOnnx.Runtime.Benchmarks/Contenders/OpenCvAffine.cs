using System.Runtime.InteropServices;
using OpenCvSharp;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>
/// What is used today: each image rotated, scaled and shifted at random by OpenCV, on one thread. Bytes in, bytes out; bilinear, the edge repeated,
/// the ranges of the trainer's affine augmentation.
/// </summary>
internal sealed class OpenCvAffine : IDisposable
{
    private const double Rotation = 15 * Math.PI / 180;
    private const double Scale = 0.1;
    private const double Shift = 1.0 / 14;

    private readonly double[] _matrix = new double[6];
    private readonly List<GCHandle> _pins = [];
    private readonly nint _images;
    private readonly nint _deformed;
    private readonly Mat _affine;
    private readonly (Mat Image, Mat Deformed)[] _mats;
    private readonly Random _random = new(1);
    private readonly int _side;

    /// <summary>Takes square grey images, side by side.</summary>
    public OpenCvAffine(byte[] images, int side)
    {
        Cv2.SetNumThreads(1);
        (_images, _deformed, _side) = (Pin(images), Pin(new byte[images.Length]), side);
        _affine = Mat.FromPixelData(2, 3, MatType.CV_64FC1, Pin(_matrix));
        _mats = [.. Enumerable.Range(0, images.Length / (side * side)).Select(i => (View(_images, i), View(_deformed, i)))];
    }

    /// <summary>The least that it costs: OpenCV's views of the pixels were made beforehand.</summary>
    public void Run()
    {
        foreach (var (image, deformed) in _mats)
            Warp(image, deformed);
    }

    /// <summary>As it is mostly written: a view of each image as it comes.</summary>
    public void RunWithNewMats()
    {
        for (var i = 0; i < _mats.Length; i++)
        {
            using var image = View(_images, i);
            using var deformed = View(_deformed, i);
            Warp(image, deformed);
        }
    }

    public void Dispose()
    {
        foreach (var (image, deformed) in _mats)
        {
            image.Dispose();
            deformed.Dispose();
        }

        _affine.Dispose();
        _pins.ForEach(pin => pin.Free());
    }

    private void Warp(Mat image, Mat deformed)
    {
        var (sin, cos) = Math.SinCos(Between(Rotation));
        var scale = 1 + Between(Scale);
        var centre = (_side - 1) / 2.0;
        (_matrix[0], _matrix[1]) = (scale * cos, scale * sin);
        (_matrix[3], _matrix[4]) = (-scale * sin, scale * cos);
        _matrix[2] = ((1 - _matrix[0]) * centre) - (_matrix[1] * centre) + (Between(Shift) * _side);
        _matrix[5] = ((1 - _matrix[4]) * centre) - (_matrix[3] * centre) + (Between(Shift) * _side);
        Cv2.WarpAffine(image, deformed, _affine, new Size(_side, _side), InterpolationFlags.Linear, BorderTypes.Replicate);
    }

    private double Between(double range) => range * ((2 * _random.NextDouble()) - 1);

    private Mat View(nint pixels, int index) => Mat.FromPixelData(_side, _side, MatType.CV_8UC1, pixels + (index * _side * _side));

    private nint Pin(Array array)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        _pins.Add(pin);
        return pin.AddrOfPinnedObject();
    }
}
