using System.Reflection.Emit;

namespace VaeOnnx.Export.Tracing;

/// <summary>One instruction of a method body: where it starts, where its operand starts, and its 4-byte operand where it has one.</summary>
internal readonly record struct IlInstruction(int Offset, OpCode OpCode, int OperandOffset, int Operand)
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(opCode => opCode.Value);

    /// <summary>Decodes a body from its first byte to its last.</summary>
    public static IEnumerable<IlInstruction> Decode(byte[] il)
    {
        for (var position = 0; position < il.Length;)
        {
            var offset = position;
            short value = il[position++];
            if (value == 0xFE)
                value = (short)(0xFE00 | il[position++]);
            var opCode = OpCodesByValue[value];
            var size = OperandSize(opCode, il, position);
            yield return new IlInstruction(offset, opCode, position, size == 4 ? BitConverter.ToInt32(il, position) : 0);
            position += size;
        }
    }

    private static int OperandSize(OpCode opCode, byte[] il, int position) => opCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, position)),
        _ => 4,
    };
}
