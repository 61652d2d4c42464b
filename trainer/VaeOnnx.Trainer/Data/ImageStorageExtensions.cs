namespace VaeOnnx.Trainer.Data;

/// <summary>How manifests and command lines spell an <see cref="ImageStorage"/>.</summary>
public static class ImageStorageExtensions
{
    /// <summary>For example <c>folder</c>.</summary>
    /// <param name="storage">The storage.</param>
    public static string ToName(this ImageStorage storage) => storage switch
    {
        ImageStorage.Folder => "folder",
        ImageStorage.Listing => "listing",
        ImageStorage.Idx => "idx",
        ImageStorage.Numpy => "numpy",
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "Expected a way to store images."),
    };

    /// <summary>The storage of a name; null for none and for names of later versions.</summary>
    /// <param name="name">As a manifest has it.</param>
    public static ImageStorage? Find(string? name)
    {
        foreach (var storage in Enum.GetValues<ImageStorage>())
        {
            if (storage.ToName() == name)
                return storage;
        }

        return null;
    }
}
