using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Training;

/// <summary>The images of a denoiser that come in several sizes or in pairs: read, divided by image, and cut into patches where that is asked for.</summary>
internal static class DenoisingData
{
    /// <summary>Enough for a PSNR that does not wobble; more would make an epoch long.</summary>
    private const int MostValidationPatches = 256;

    public static async Task<DividedData> ReadAsync(DenoiserSettings settings, DataSettings data, Shell shell, CancellationToken cancellation)
    {
        if (data.Path is not null && settings.Pairs is not null)
            throw new UsageException("--pairs names the images: leave out --data.");
        if (data.Path is not null && settings.NoisyOnly is not null)
            throw new UsageException("--noisy-only names the images: leave out --data.");
        var images = await Task.Run(() => Read(settings, data, cancellation), cancellation).ConfigureAwait(false)
            ?? Mixed(await DataOptions.LocateAsync(data, shell, cancellation).ConfigureAwait(false));
        var division = images.Divide(data.ToDivision(settings.Seed));
        shell.Line($"Data: {Describe(images.Train, settings)}: {Text.Count(division.Training.Count)} to train, {Text.Count(division.Validation.Count)} to validate{(settings.Patch is { } side ? FormattableString.Invariant($"; patches of {side}x{side}") : "")}.");
        images.Report.SayTo(shell);
        return Divided(settings, images, division);
    }

    private static MixedData? Read(DenoiserSettings settings, DataSettings data, CancellationToken cancellation)
    {
        MixedData Read(string path) => MixedImages.Read(path, data.ToReading(), cancellation);
        if (settings.Pairs is [var noisy, var clean])
            return MixedData.Pair(Read(noisy), Read(clean));
        return (settings.NoisyOnly ?? data.Path) is { } path ? Read(path) : null;
    }

    private static MixedData Mixed(LocatedData located)
    {
        var (train, validation, test) = located.Data;
        return new MixedData(MixedImages.From(train), validation is null ? null : MixedImages.From(validation), test is null ? null : MixedImages.From(test), located.Report);
    }

    private static DividedData Divided(DenoiserSettings settings, MixedData images, MixedDivision division)
    {
        ImageSource training = settings.Patch is { } side
            ? new RandomPatches(division.Training, side, checked(settings.Epochs * PatchesAnEpoch(division.Training, side)), settings.Seed) { IsTurned = settings.Turn }
            : OneSize(division.Training);
        var (validation, test) = (Fixed(division.Validation, settings.Patch), division.Test is null ? null : Fixed(division.Test, settings.Patch));
        var explanation = $"{images.Train.Name}, named on the command line";
        return new DividedData(training, validation, test, new LocatedData(new DataParts(training, validation, test), DataOrigin.Path, explanation, images.Report), new DataProvenance
        {
            Name = images.Train.Name,
            Sha256 = images.Train.Sha256,
            TrainingCount = division.Training.Count,
            ValidationCount = division.Validation.Count,
            TestCount = division.Test?.Count ?? 0,
            SplitSeed = settings.Seed,
            Split = settings.Patch is { } patch ? FormattableString.Invariant($"{division.Split}, patches of {patch}x{patch}") : division.Split,
        });
    }

    // As many pixels as the images have, once.
    private static int PatchesAnEpoch(MixedImages images, int side) =>
        (int)Math.Clamp(images.Sizes.Sum(size => (double)size.Count * size.Height * size.Width) / ((double)side * side), 1, int.MaxValue);

    private static ImageSource Fixed(MixedImages images, int? patch) => patch is { } side ? new GridPatches(images, side, MostValidationPatches) : OneSize(images);

    private static ImageSet OneSize(MixedImages images) => images.ToImageSet()
        ?? throw new DataFormatException(images.Name, "images of one size", $"{string.Join(", ", images.Sizes.Take(3))}{(images.Sizes.Count > 3 ? " and others" : "")}", "Train on patches of them: --patch 64.");

    private static string Describe(MixedImages images, DenoiserSettings settings)
    {
        var what = settings.Pairs is not null ? "pairs" : settings.NoisyOnly is not null ? "noisy images" : "images";
        return FormattableString.Invariant($"{images.Name}, {images.Count:N0} {what} of {(images.Sizes.Count == 1 ? $"{images.Sizes[0].Height}x{images.Sizes[0].Width}" : $"{images.Sizes.Count} sizes")}");
    }
}
