namespace VaeOnnx.Trainer.Data;

/// <summary>What people call the parts, in folders and listings.</summary>
internal static class PartNames
{
    public const string Known = "train, validation (or val, valid) and test";

    public static DataPart? Find(string name) => name.ToLowerInvariant() switch
    {
        "train" or "training" => DataPart.Train,
        "validation" or "valid" or "val" => DataPart.Validation,
        "test" or "testing" => DataPart.Test,
        _ => null,
    };
}
