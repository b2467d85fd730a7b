using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Mls.Core.Tests.Secrets;

/// <summary>Reads which methods a method calls from its intermediate language.</summary>
internal static class Calls
{
    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => unchecked((ushort)code.Value));

    public static IEnumerable<MethodBase> Of(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            ushort value = code[at++];
            if (value == 0xFE)
            {
                value = (ushort)(0xFE00 | code[at++]);
            }

            var operation = OpCodesByValue[value];
            if (operation.OperandType is OperandType.InlineMethod)
            {
                var token = BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
                if (method.Module.ResolveMethod(token, Arguments(method.DeclaringType), method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null) is { } called)
                {
                    yield return called;
                }
            }

            at += Size(operation.OperandType, code.AsSpan(at));
        }
    }

    private static Type[]? Arguments(Type? type) => type is { IsGenericType: true } ? type.GetGenericArguments() : null;

    private static int Size(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
        _ => 4,
    };
}
