namespace VaeOnnx.Runtime;

/// <summary>What a call does, as observers see it.</summary>
internal sealed class Operation
{
    public static readonly Operation Denoise = new("denoise");
    public static readonly Operation Classify = new("classify");
    public static readonly Operation Encode = new("encode");
    public static readonly Operation Decode = new("decode");
    public static readonly Operation Sample = new("sample");
    public static readonly Operation Augment = new("augment");
    public static readonly Operation Interpolate = new("interpolate");
    public static readonly Operation EstimateDirection = new("estimate_direction");
    public static readonly Operation Shift = new("shift");
    public static readonly Operation Score = new("score");
    public static readonly Operation Inpaint = new("inpaint");

    private Operation(string name)
    {
        Name = name;
        ActivityName = "vaeonnx." + name;
    }

    public string Name { get; }

    public string ActivityName { get; }
}
