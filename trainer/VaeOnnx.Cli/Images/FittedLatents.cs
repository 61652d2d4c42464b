using VaeOnnx.Cli.Hosting;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Images;

/// <summary>Where a bundle's encoder puts given images, to draw z from.</summary>
internal sealed class FittedLatents
{
    private readonly LatentDensity _density;

    private FittedLatents(LatentDensity density, IReadOnlyList<string> classNames) => (_density, ClassNames) = (density, classNames);

    /// <summary>The classes that can be drawn; empty where the images have no labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Encodes the images and fits a Gaussian a class, or one where they have no labels.</summary>
    /// <exception cref="DataFormatException">The bundle's VAE was trained with labels, and the images have none, others, or not all.</exception>
    public static FittedLatents Of(VaeBundle bundle, InputImages images, Shell shell, CancellationToken cancellation)
    {
        var isConditional = bundle.Encoder.Classes > 0;
        var classNames = isConditional ? bundle.Manifest.ClassNames : images.Source.ClassNames;
        var labels = isConditional ? images.LabelsFor(classNames, 0, images.Count) : images.Source.Labels.ToArray();
        RequireAll(classNames, labels, images.Source.Name);
        var size = bundle.Encoder.LatentDim;
        var (mu, logVar) = (new float[images.Count * size], new float[images.Count * size]);
        foreach (var (first, values) in images.Chunks())
        {
            var (place, count) = (first * size, values.Length / images.Spec.Length);
            bundle.Encoder.Encode(values, mu.AsSpan(place, count * size), logVar.AsSpan(place, count * size), isConditional ? labels.AsSpan(first, count) : default, cancellation);
        }

        var density = LatentDensity.Fit(mu, logVar, size, labels);
        var fitted = density.Classes == 0 ? "a Gaussian is" : $"{density.Classes} Gaussians, one a class, are";
        shell.Line(FormattableString.Invariant($"Latents of {Text.Count(images.Count)} images: {fitted} fitted to them; the prior N(0, I) is {density.DivergenceFromPrior:0.0} nats away."));
        return new FittedLatents(density, classNames);
    }

    /// <summary>Decodes new z. Image i depends on the seed, <paramref name="first"/> + i and its class only.</summary>
    public void Sample(Decoder decoder, Span<float> images, ulong seed, long first, ReadOnlySpan<int> labels, CancellationToken cancellation)
    {
        var z = new float[images.Length / decoder.ImageLength * decoder.LatentDim];
        _density.Sample(z, seed, first, labels);
        decoder.Decode(z, images, decoder.Classes > 0 ? labels : default, cancellation);
    }

    private static void RequireAll(IReadOnlyList<string> classNames, int[] labels, string source)
    {
        for (var label = 0; label < classNames.Count; label++)
        {
            if (!labels.Contains(label))
                throw new DataFormatException(source, "images of every class", $"none of '{classNames[label]}'", "Name images like those that the bundle was trained on.");
        }
    }
}
