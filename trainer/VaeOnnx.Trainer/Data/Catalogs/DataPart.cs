namespace VaeOnnx.Trainer.Data;

/// <summary>What images are for.</summary>
internal enum DataPart
{
    Train,
    Validation,
    Test,
}
