// Removes the noise from a picture, or from a sheet of pictures of the bundle's size: DenoiseImage BUNDLE NOISY CLEAN.png
using SkiaSharp;
using VaeOnnx.Runtime;

using var bundle = VaeBundle.Load(args[0]);
var (width, height) = (bundle.Manifest.Image.Width, bundle.Manifest.Image.Height);
using var sheet = SKBitmap.Decode(args[1]).Copy(SKColorType.Gray8);
var (columns, rows) = (sheet.Width / width, sheet.Height / height);

byte[] images = new byte[columns * rows * width * height];
CopyRows(sheet.GetPixelSpan(), images, (inSheet, inImages) => (inSheet, inImages));
bundle.Denoiser.Denoise(images, images);
CopyRows(images, sheet.GetPixelSpan(), (inSheet, inImages) => (inImages, inSheet));

using var file = File.Create(args[2]);
sheet.Encode(file, SKEncodedImageFormat.Png, 100);
Console.WriteLine($"{args[2]}: {columns * rows} images denoised");

void CopyRows(ReadOnlySpan<byte> from, Span<byte> to, Func<int, int, (int From, int To)> direct)
{
    for (var line = 0; line < columns * rows * height; line++)
    {
        var (tile, y) = (line / height, line % height);
        var places = direct((tile / columns * height + y) * sheet.RowBytes + tile % columns * width, line * width);
        from.Slice(places.From, width).CopyTo(to.Slice(places.To, width));
    }
}
