namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>Files of the repository that the tests compare with.</summary>
internal static class RepositoryFile
{
    public static string Path(params string[] names)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "VaeOnnx.sln")))
            folder = folder.Parent;
        Assert.IsNotNull(folder, "No folder above the tests holds VaeOnnx.sln.");
        return System.IO.Path.Combine([folder.FullName, .. names]);
    }
}
