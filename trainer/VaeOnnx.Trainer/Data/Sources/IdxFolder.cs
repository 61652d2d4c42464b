namespace VaeOnnx.Trainer.Data;

/// <summary>The four files of an MNIST-like data set in a folder.</summary>
internal sealed record IdxFolder(string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    /// <summary>SHA-256 over MNIST's training pixels and labels, from its four canonical files: the one proof that a set is MNIST itself.</summary>
    private const string MnistTrainSha256 = "edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b";

    /// <summary>Where people keep them: in the folder itself, in a folder of several sets, where torchvision puts them.</summary>
    private static readonly string[] s_subfolders = ["", "mnist", Path.Combine("MNIST", "raw")];

    private static readonly string[] s_names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>The files, and where they are looked for, in words.</summary>
    public static string Description { get; } = $"the files {string.Join(", ", s_names)} (also spelled like train-images.idx3-ubyte, also with .gz), here or in mnist/ or MNIST/raw/";

    /// <summary>Finds the four files.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="advice">What to try when some are missing.</param>
    /// <returns>Null where there is none of them.</returns>
    /// <exception cref="DataFormatException">There are some of them.</exception>
    public static IdxFolder? Find(string folder, string advice)
    {
        var missing = new List<string>();
        foreach (var subfolder in s_subfolders)
        {
            var found = s_names.Select(name => FindFile(Path.Combine(folder, subfolder), name)).ToArray();
            if (found is [{ } trainImages, { } trainLabels, { } testImages, { } testLabels])
                return new IdxFolder(trainImages, trainLabels, testImages, testLabels);
            if (found.Any(file => file is not null))
                missing.AddRange(s_names.Where((_, i) => found[i] is null).Select(name => Path.Combine(subfolder, name)));
        }

        return missing.Count == 0 ? null : throw new DataFormatException(folder, Description, $"only some: {string.Join(", ", missing)} missing", advice);
    }

    /// <summary>Reads the four files; the training labels define the classes.</summary>
    /// <exception cref="DataFormatException">A file is damaged, or they do not belong together.</exception>
    public ReadData Read(ImageReadOptions options)
    {
        var train = IdxFile.Open(TrainImages, TrainLabels, NameOfFolder(), classNames: null, options.MemoryBudget);
        if (train is ImageSet { Sha256: MnistTrainSha256 } mnist)
            train = new ImageSet("mnist", mnist.Spec, mnist.Pixels, mnist.Labels, mnist.ClassNames);
        var test = IdxFile.Open(TestImages, TestLabels, train.Name, train.ClassNames, options.MemoryBudget);
        if (test.Spec != train.Spec)
        {
            throw new DataFormatException(TestImages, $"images of {train.Spec.Height}x{train.Spec.Width} like those of {TrainImages}",
                $"{test.Spec.Height}x{test.Spec.Width}", "Training and test images must have one size.");
        }

        return PackedConversion.Finish(new DataParts(train, Test: test) { Storage = ImageStorage.Idx }, "four IDX files", options);
    }

    private static string? FindFile(string folder, string name)
    {
        string[] spellings = [name, name.Replace("-idx", ".idx", StringComparison.Ordinal)];
        return spellings.SelectMany(spelling => new[] { spelling, spelling + ".gz" })
            .Select(file => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    private string NameOfFolder() => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(TrainImages))) is { Length: > 0 } name ? name : "images";
}
