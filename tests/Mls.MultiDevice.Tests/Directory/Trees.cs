using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Tests.Directory;

/// <summary>Trees of given leaves without any parent.</summary>
internal static class Trees
{
    public static RatchetTree Of(params LeafNode[] leaves)
    {
        using var writer = new TlsWriter();
        var mark = writer.BeginVector();
        for (var i = 0; i < leaves.Length; i++)
        {
            if (i > 0)
            {
                writer.WriteUInt8(0);
            }

            writer.WriteUInt8(1);
            writer.WriteUInt8(1);
            leaves[i].Write(writer);
        }

        writer.EndVector(mark);
        return Tls.Decode<RatchetTree>(writer.Written);
    }
}
