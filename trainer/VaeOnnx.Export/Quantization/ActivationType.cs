namespace VaeOnnx.Export;

/// <summary>The integers that activations become; weights are int8 in any case.</summary>
public enum ActivationType
{
    /// <summary>0 to 255: what x64 processors multiply with int8 weights in one instruction (VNNI).</summary>
    UInt8,

    /// <summary>−128 to 127: what some accelerators and Arm ask for.</summary>
    Int8,
}
