namespace VaeOnnx.Trainer.Data;

/// <summary>The four files of an MNIST-like data set in a folder.</summary>
internal sealed record IdxFolder(string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    /// <summary>SHA-256 over MNIST's training pixels and labels, from its four canonical files: the one proof that a set is MNIST itself.</summary>
    private const string MnistTrainSha256 = "edc0d1098aa497be14ace79ddd5171e5a3dcf9c4d196c015389203eb3ba1f59b";

    /// <summary>Where people keep them: in the folder itself, in a folder of several sets, where torchvision puts them.</summary>
    private static readonly string[] s_subfolders = ["", "mnist", Path.Combine("MNIST", "raw")];

    private static readonly string[] s_names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Finds the four files.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="advice">What to try when they are not there.</param>
    /// <exception cref="DataFormatException">They are not all there.</exception>
    public static IdxFolder Find(string folder, string advice)
    {
        if (!Directory.Exists(folder))
            throw new DataFormatException(folder, $"a folder with {string.Join(", ", s_names)}", File.Exists(folder) ? "a file" : "nothing", advice);

        var missing = new List<string>();
        foreach (var subfolder in s_subfolders)
        {
            var found = s_names.Select(name => FindFile(Path.Combine(folder, subfolder), name)).ToArray();
            if (found is [{ } trainImages, { } trainLabels, { } testImages, { } testLabels])
                return new IdxFolder(trainImages, trainLabels, testImages, testLabels);
            if (found.Any(file => file is not null))
                missing.AddRange(s_names.Where((_, i) => found[i] is null).Select(name => Path.Combine(subfolder, name)));
        }

        throw new DataFormatException(folder, $"the files {string.Join(", ", s_names)} (also spelled like train-images.idx3-ubyte, also with .gz), here or in mnist/ or MNIST/raw/",
            missing.Count == 0 ? "none of them" : $"only some: {string.Join(", ", missing)} missing", advice);
    }

    /// <summary>Reads the four files; the training labels define the classes.</summary>
    /// <exception cref="DataFormatException">A file is damaged, or they do not belong together.</exception>
    public DataParts Read()
    {
        var train = IdxFile.Read(TrainImages, TrainLabels, NameOfFolder());
        if (train.Sha256 == MnistTrainSha256)
            train = new ImageSet("mnist", train.Spec, train.Pixels, train.Labels, train.ClassNames);
        var test = IdxFile.Read(TestImages, TestLabels, train.Name, train.ClassNames);
        if (test.Spec != train.Spec)
        {
            throw new DataFormatException(TestImages, $"images of {train.Spec.Height}x{train.Spec.Width} like those of {TrainImages}",
                $"{test.Spec.Height}x{test.Spec.Width}", "Training and test images must have one size.");
        }

        return new DataParts(train, Test: test);
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
