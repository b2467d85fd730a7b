using Mls.Core.Wire;

namespace Mls.Core.Nodes;

/// <summary>RFC 9420, section 12.1.8.1: <c>ExternalSender external_senders&lt;V&gt;</c>.</summary>
public sealed record ExternalSenders(ValueList<ExternalSender> Items) : ITlsStruct<ExternalSenders>
{
    /// <inheritdoc/>
    public static ExternalSenders Read(ref TlsReader reader) => new(reader.ReadList<ExternalSender>());

    /// <inheritdoc/>
    public void Write(TlsWriter writer) => writer.WriteList(Items);
}
