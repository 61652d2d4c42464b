namespace VaeOnnx.Trainer.Data;

/// <summary>How images lie on disk, coming in or going out.</summary>
public enum ImageStorage
{
    /// <summary>A folder of image files, with one sub-folder a class where there are labels.</summary>
    Folder,

    /// <summary>Image files that a CSV listing names, with their labels where there are some.</summary>
    Listing,

    /// <summary>IDX files, gzipped where their names end in <c>.gz</c>; 8 bits.</summary>
    Idx,

    /// <summary>A NumPy archive with the arrays <c>images</c> and, where there are labels, <c>labels</c>; 8 or 16 bits.</summary>
    Numpy,
}
