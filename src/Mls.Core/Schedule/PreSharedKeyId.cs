using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>RFC 9420, section 8.4: <c>PreSharedKeyID</c>, which key is meant, with a nonce that makes each use differ. A closed choice.</summary>
public abstract record PreSharedKeyId : ITlsStruct<PreSharedKeyId>
{
    private PreSharedKeyId(OpaqueBytes nonce) => Nonce = nonce;

    /// <summary>psk_nonce: Nh octets, fresh for each use.</summary>
    public OpaqueBytes Nonce { get; init; }

    /// <inheritdoc/>
    public static PreSharedKeyId Read(ref TlsReader reader)
    {
        var type = reader.ReadUInt8();
        return type switch
        {
            1 => new External(reader.ReadOpaque(), reader.ReadOpaque()),
            2 => new Resumption(ReadUsage(ref reader), GroupId.Read(ref reader), Epoch.Read(ref reader), reader.ReadOpaque()),
            _ => throw reader.Malformed(WireRules.PreSharedKeyType, $"PSKType {type}, allowed are 1 and 2"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteSelected(writer);
        writer.WriteOpaque(Nonce);
    }

    /// <summary>Appends psktype and what it selects.</summary>
    private protected abstract void WriteSelected(TlsWriter writer);

    private static ResumptionPskUsage ReadUsage(ref TlsReader reader)
    {
        var usage = (ResumptionPskUsage)reader.ReadUInt8();
        return usage is ResumptionPskUsage.Application or ResumptionPskUsage.ReInit or ResumptionPskUsage.Branch
            ? usage
            : throw reader.Malformed(WireRules.ResumptionUsage, $"ResumptionPSKUsage {(int)usage}, allowed are 1 to 3");
    }

    /// <summary>A key from outside MLS: <c>external: opaque psk_id&lt;V&gt;</c>.</summary>
    public sealed record External(OpaqueBytes PskId, OpaqueBytes Nonce) : PreSharedKeyId(Nonce)
    {
        /// <inheritdoc/>
        private protected override void WriteSelected(TlsWriter writer)
        {
            writer.WriteUInt8(1);
            writer.WriteOpaque(PskId);
        }
    }

    /// <summary>The resumption_psk of a group's epoch: <c>resumption: ResumptionPSKUsage usage; opaque psk_group_id&lt;V&gt;; uint64 psk_epoch</c>.</summary>
    public sealed record Resumption(ResumptionPskUsage Usage, GroupId PskGroupId, Epoch PskEpoch, OpaqueBytes Nonce) : PreSharedKeyId(Nonce)
    {
        /// <inheritdoc/>
        private protected override void WriteSelected(TlsWriter writer)
        {
            writer.WriteUInt8(2);
            writer.WriteUInt8((byte)Usage);
            PskGroupId.Write(writer);
            PskEpoch.Write(writer);
        }
    }
}
