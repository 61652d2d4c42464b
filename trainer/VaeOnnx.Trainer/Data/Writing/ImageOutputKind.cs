namespace VaeOnnx.Trainer.Data;

/// <summary>What images are written as.</summary>
public enum ImageOutputKind
{
    /// <summary>One IDX file, gzipped where its name ends in <c>.gz</c>; 8 bits.</summary>
    Idx,

    /// <summary>One NumPy archive with the arrays <c>images</c> and, where there are labels, <c>labels</c>; 8 or 16 bits.</summary>
    Numpy,

    /// <summary>A folder of image files, with one sub-folder a class where there are labels.</summary>
    Folder,
}
