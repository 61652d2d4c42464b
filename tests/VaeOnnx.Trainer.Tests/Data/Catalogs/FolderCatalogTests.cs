using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data.Catalogs;

[TestClass]
public sealed class FolderCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Read_OneSubfolderAClass_LabelsByNumberOrName()
    {
        Write("10/a.png", "9/b.JPG", "9/c d.jpeg", "9/deep/er/ü.webp", "10/notes.txt");

        var catalog = FolderCatalog.Read(_folder.Path);

        CollectionAssert.AreEqual(new[] { "10/a.png", "9/b.JPG", "9/c d.jpeg", "9/deep/er/ü.webp" }, catalog.Items.Select(item => item.RelativePath).ToArray());
        CollectionAssert.AreEqual(new[] { "9", "10" }, catalog.ClassNames().ToArray());
        Assert.AreEqual(1, catalog.PassedOver);
        Assert.AreEqual("a folder with one sub-folder a class", catalog.Layout);
    }

    [TestMethod]
    public void Read_FlatFolder_HasNoClasses()
    {
        Write("b.bmp", "a.png", "readme.md");
        Directory.CreateDirectory(_folder["looks-like.png"]);

        var catalog = FolderCatalog.Read(_folder.Path);

        Assert.HasCount(2, catalog.Items);
        Assert.IsEmpty(catalog.ClassNames());
        StringAssert.Contains(catalog.Notes.Single(), "no image in looks-like.png");
    }

    [TestMethod]
    public void Read_PartsInSubfolders_AreTheParts()
    {
        Write("train/cat/1.png", "train/dog/2.png", "VAL/cat/3.png", "test/dog/4.png");

        var catalog = FolderCatalog.Read(_folder.Path);

        CollectionAssert.AreEquivalent(new[] { DataPart.Train, DataPart.Train, DataPart.Validation, DataPart.Test }, catalog.Items.Select(item => item.Part).ToArray());
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, catalog.ClassNames().ToArray());
    }

    [TestMethod]
    public void Read_HiddenFilesAndLoopsOfLinks_AreNotFollowed()
    {
        Write("cat/1.png", "cat/.2.png", ".git/3.png", "dog/4.png");
        Directory.CreateSymbolicLink(_folder["cat", "loop"], _folder.Path);
        File.CreateSymbolicLink(_folder["dog", "link.png"], _folder["cat", "1.png"]);

        var catalog = FolderCatalog.Read(_folder.Path);

        CollectionAssert.AreEqual(new[] { "cat/1.png", "dog/4.png", "dog/link.png" }, catalog.Items.Select(item => item.RelativePath).ToArray());
    }

    [TestMethod]
    public void Read_ImagesBesideClasses_IsUnclear()
    {
        Write("cat/1.png", "2.png");

        StringAssert.Contains(Fails().Found, "2.png lies beside sub-folders with images");
    }

    [TestMethod]
    public void Read_FolderBesideTheParts_IsUnclear()
    {
        Write("train/1.png", "more/2.png");

        StringAssert.Contains(Fails().Message, "expected sub-folders train, validation (or val, valid) and test only, as there is one of them, found 'more'");
    }

    [TestMethod]
    public void Read_NoImages_SaysWhatThereIs()
    {
        Write("a.txt", "b.gif");

        Assert.AreEqual("2 files of other kinds", Fails().Found);
    }

    [TestMethod]
    public void ClassNames_TestClassThatTrainingLacks_Throws()
    {
        Write("train/cat/1.png", "test/dog/2.png");

        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => FolderCatalog.Read(_folder.Path).ClassNames()).Message, "class 'dog' for test/dog/2.png");
    }

    [TestMethod]
    public void ListingRead_PathLabelSplit_IsThat()
    {
        Write("images/1.png", "images/2, two.png");
        _folder.Write("list.csv", "Path,Label,Split\nimages/1.png,cat,train\n\"images/2, two.png\",\"cat\",test\n"u8.ToArray());

        var catalog = ListingCatalog.Read(_folder["list.csv"]);

        Assert.AreEqual("list", catalog.Name);
        Assert.IsTrue(catalog.Items.All(item => File.Exists(item.File) && item.ClassName == "cat"));
        CollectionAssert.AreEqual(new[] { DataPart.Train, DataPart.Test }, catalog.Items.Select(item => item.Part).ToArray());
    }

    [TestMethod]
    [DataRow("", "an empty file")]
    [DataRow("path\n", "a header and nothing else")]
    [DataRow("name,label\na.png,1\n", "columns name, label")]
    [DataRow("path,label\na.png\n", "1 in line 2")]
    [DataRow("path,label\na.png,1\na.png,2\n", "a.png a second time in line 3")]
    [DataRow("path,label\na.png,\n", "none in line 2")]
    [DataRow("path,split\na.png,later\n", "'later' in line 2")]
    public void ListingRead_Wrong_SaysWhere(string listing, string found)
    {
        var path = _folder.Write("list.csv", System.Text.Encoding.UTF8.GetBytes(listing));

        Assert.AreEqual(found, Assert.ThrowsExactly<DataFormatException>(() => ListingCatalog.Read(path)).Found);
    }

    private void Write(params string[] files)
    {
        foreach (var file in files)
            _folder.Write(file, []);
    }

    private DataFormatException Fails() => Assert.ThrowsExactly<DataFormatException>(() => FolderCatalog.Read(_folder.Path));
}
