using System.Reflection;
using System.Reflection.Emit;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// Re-issues a compiled method as a DynamicMethod: byte for byte the same IL, its tokens moved to the new scope and the calls
/// that can matter to a trace replaced by calls of thunks. Lengths do not change, so branches and exception clauses stay valid,
/// and the JIT compiler runs the real semantics of whatever the C# compiler emitted.
/// </summary>
internal sealed class MethodRewriter(MethodBase method)
{
    private readonly GenericScope _scope = new(method);
    private readonly MethodBody _body = method.GetMethodBody()
        ?? throw new ArgumentException($"{method} has no IL body.", nameof(method));

    public DynamicMethod Rewrite()
    {
        var result = new DynamicMethod(method.Name, ReturnType(method), ParameterTypes(method), method.Module, skipVisibility: true)
        {
            InitLocals = _body.InitLocals,
        };
        var info = result.GetDynamicILInfo();
        info.SetLocalSignature(LocalSignature());
        if (_body.ExceptionHandlingClauses.Count > 0)
            info.SetExceptions(ExceptionSection(info));
        info.SetCode(RewriteCode(info), _body.MaxStackSize);
        return result;
    }

    /// <summary>The parameters as the IL sees them, the receiver first.</summary>
    public static Type[] ParameterTypes(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        if (method.IsStatic)
            return [.. parameters];
        var receiver = method.DeclaringType!;
        return [receiver.IsValueType ? receiver.MakeByRefType() : receiver, .. parameters];
    }

    public static Type ReturnType(MethodBase method) => method is MethodInfo info ? info.ReturnType : typeof(void);

    private byte[] LocalSignature()
    {
        var signature = SignatureHelper.GetLocalVarSigHelper();
        foreach (var local in _body.LocalVariables)
            signature.AddArgument(local.LocalType, local.IsPinned);
        return signature.GetSignature();
    }

    private byte[] ExceptionSection(DynamicILInfo info)
    {
        // ECMA-335 II.25.4.5: one fat section, 24 bytes a clause after a header of 4.
        const int fatTable = 0x41;
        const int clauseSize = 24;
        using var section = new MemoryStream();
        using var writer = new BinaryWriter(section);
        writer.Write(fatTable | (((_body.ExceptionHandlingClauses.Count * clauseSize) + 4) << 8));
        foreach (var clause in _body.ExceptionHandlingClauses)
        {
            writer.Write((int)clause.Flags);
            writer.Write(clause.TryOffset);
            writer.Write(clause.TryLength);
            writer.Write(clause.HandlerOffset);
            writer.Write(clause.HandlerLength);
            writer.Write(clause.Flags switch
            {
                ExceptionHandlingClauseOptions.Clause => info.GetTokenFor(clause.CatchType!.TypeHandle),
                ExceptionHandlingClauseOptions.Filter => clause.FilterOffset,
                _ => 0,
            });
        }

        return section.ToArray();
    }

    private byte[] RewriteCode(DynamicILInfo info)
    {
        var il = (byte[])_body.GetILAsByteArray()!.Clone();
        IlInstruction? prefix = null;
        foreach (var instruction in IlInstruction.Decode((byte[])il.Clone()))
        {
            if (instruction.OpCode.OperandType == OperandType.InlineMethod && IsCall(instruction.OpCode))
                RewriteCall(info, il, instruction, prefix);
            else
                MoveToken(info, il, instruction);
            prefix = instruction.OpCode.OpCodeType == OpCodeType.Prefix ? instruction : null;
        }

        return il;
    }

    private static bool IsCall(OpCode opCode) => opCode == OpCodes.Call || opCode == OpCodes.Callvirt || opCode == OpCodes.Newobj;

    private void RewriteCall(DynamicILInfo info, byte[] il, IlInstruction call, IlInstruction? prefix)
    {
        var target = _scope.Method(call.Operand);
        var constrained = prefix?.OpCode == OpCodes.Constrained ? _scope.Type(prefix.Value.Operand) : null;
        if (prefix?.OpCode == OpCodes.Tailcall)
            Blank(il, prefix.Value.Offset, call.Offset);
        var site = new CallSite(method, call.Offset, target, call.OpCode, constrained);
        if (!CallPolicy.NeedsThunk(site))
        {
            Put(il, call, TokenFor(info, target));
            return;
        }

        if (constrained is not null)
            Blank(il, prefix!.Value.Offset, call.Offset);
        il[call.Offset] = (byte)OpCodes.Call.Value;
        Put(il, call, info.GetTokenFor(CallThunk.Create(site)));
    }

    private void MoveToken(DynamicILInfo info, byte[] il, IlInstruction instruction)
    {
        switch (instruction.OpCode.OperandType)
        {
            case OperandType.InlineString:
                Put(il, instruction, info.GetTokenFor(_scope.String(instruction.Operand)));
                break;
            case OperandType.InlineType or OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok:
                Put(il, instruction, TokenFor(info, _scope.Member(instruction.Operand)));
                break;
            case OperandType.InlineSig:
                throw new ExportException("It calls through a function pointer (calli), which cannot be traced.")
                {
                    Method = CodeNames.Of(method),
                    IlOffset = instruction.Offset,
                };
        }
    }

    private static int TokenFor(DynamicILInfo info, MemberInfo member) => member switch
    {
        Type type => info.GetTokenFor(type.TypeHandle),
        FieldInfo field => info.GetTokenFor(field.FieldHandle, field.DeclaringType!.TypeHandle),
        MethodBase target => info.GetTokenFor(target.MethodHandle, target.DeclaringType!.TypeHandle),
        _ => throw new BadImageFormatException($"A token of {member} cannot be moved."),
    };

    private static void Put(byte[] il, IlInstruction instruction, int token) =>
        BitConverter.TryWriteBytes(il.AsSpan(instruction.OperandOffset), token);

    private static void Blank(byte[] il, int from, int to) => il.AsSpan(from, to - from).Fill((byte)OpCodes.Nop.Value);
}
