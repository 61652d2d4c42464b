namespace VaeOnnx.Trainer.Data;

/// <summary>Two images of different parts that are the same, or look it.</summary>
/// <param name="Part">The part that the image should not be in: <c>training</c> or <c>validation</c>.</param>
/// <param name="Index">Its index there.</param>
/// <param name="Image">Its file, or its number where it is no file of its own.</param>
/// <param name="OtherPart">The part that it spoils: <c>validation</c> or <c>test</c>.</param>
/// <param name="OtherIndex">The index there.</param>
/// <param name="OtherImage">The file or number there.</param>
/// <param name="Distance">How many of 64 bits differ, in the one of the two difference hashes where more do; null where the pixels are the same.</param>
public sealed record DuplicatePair(string Part, int Index, string Image, string OtherPart, int OtherIndex, string OtherImage, int? Distance)
{
    /// <summary>Whether all pixels are the same.</summary>
    public bool IsExact => Distance is null;

    /// <summary>For example <c>training 0/a.png = test 3/b.png</c>, with <c>~</c> where they look alike.</summary>
    public override string ToString() => $"{Part} {Image} {(IsExact ? "=" : "~")} {OtherPart} {OtherImage}";
}
