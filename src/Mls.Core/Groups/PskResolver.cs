using Mls.Core.Configuration;
using Mls.Core.Identifiers;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Violations;

namespace Mls.Core.Groups;

/// <summary>Finds the pre-shared keys of a Commit or Welcome and chains them (RFC 9420, section 8.4).</summary>
internal static class PskResolver
{
    /// <summary>The PSK secret; <paramref name="state"/> is missing where one joins, <paramref name="unknown"/> is the rule that is broken where a key is missing.</summary>
    /// <exception cref="ProtocolViolationException">A key is unknown here.</exception>
    public static PskSecret Resolve(GroupServices services, GroupState? state, IReadOnlyList<PreSharedKeyId> ids, ProtocolViolation unknown)
    {
        using var builder = new PskSecretBuilder(services.Crypto, ids.Count);
        foreach (var id in ids)
        {
            builder.Add(id, Rule.Require(Find(services, state, id), unknown));
        }

        return builder.Build();
    }

    /// <summary>The key that <paramref name="id"/> names, lent; <see langword="null"/> where unknown.</summary>
    public static Secret? Find(GroupServices services, GroupState? state, PreSharedKeyId id) => id switch
    {
        PreSharedKeyId.External external => services.Psks.Find(external.PskId),
        PreSharedKeyId.Resumption { Usage: not ResumptionPskUsage.Application } resumption => services.Origin?.Find(resumption),
        PreSharedKeyId.Resumption resumption when state is not null && resumption.PskGroupId == state.Public.GroupId =>
            resumption.PskEpoch == state.Public.Epoch ? state.Secrets.ResumptionPsk : state.Past.FindResumptionPsk(resumption.PskEpoch),
        PreSharedKeyId.Resumption resumption => services.Psks.FindResumption(resumption.PskGroupId, resumption.PskEpoch),
        _ => null,
    };
}
