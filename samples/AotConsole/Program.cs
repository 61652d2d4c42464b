// Draws a new image from a bundle's prior in the terminal, adds noise, and removes it again; with no .NET on the machine.
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;

if (args is not [var path, ..])
{
    Console.Error.WriteLine("Usage: AotConsole BUNDLE [SEED]");
    return 2;
}

try
{
    using var bundle = VaeBundle.Load(path);
    var image = bundle.Manifest.Image;
    var fresh = new byte[image.Length];
    bundle.Decoder.Sample(fresh, seed: args.Length > 1 ? ulong.Parse(args[1]) : 7);
    var noise = new Random(7);
    byte[] noisy = [.. fresh.Select(pixel => (byte)Math.Clamp(pixel + (noise.NextDouble() - 0.5) * 256, 0, 255))];
    byte[] clean = bundle.Denoiser.Denoise(noisy);

    for (var y = 0; y < image.Height; y += 2)
        Console.WriteLine($"{Row(fresh, y)}  {Row(noisy, y)}  {Row(clean, y)}");

    string Row(byte[] pixels, int y) => string.Concat(pixels.AsSpan(y * image.Width, image.Width).ToArray().Select(pixel => " .:-=+*#%@"[pixel * 10 / 256]));

    Console.WriteLine($"{Error(fresh, noisy):F1} grey levels off before, {Error(fresh, clean):F1} after");
    return Error(fresh, clean) < Error(fresh, noisy) ? 0 : 1;
}
catch (VaeOnnxException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static double Error(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average();
