using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Validation;
using Mls.Core.Wire;

namespace Mls.Core.Groups;

/// <summary>The one door through which the secrets of a group leave memory. Whoever writes protects the octets; whoever reads trusts them.</summary>
/// <remarks>Each snapshot starts with its version. Equal states give equal octets: what has no order of its own is sorted.</remarks>
public static class GroupSnapshot
{
    /// <summary>The version that is written. Stored groups hold older ones, back to 2, which are read for ever.</summary>
    public const ushort Version = 3;

    /// <summary>The first version that tells application messages sent from handshake messages.</summary>
    internal const ushort WithWindow = 3;

    private const ushort Oldest = 2;

    /// <summary>Appends everything a member holds of a group.</summary>
    /// <exception cref="ObjectDisposedException">The group has been disposed of.</exception>
    public static void Write(TlsWriter writer, Group group)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(group);
        writer.WriteUInt16(Version);
        GroupSnapshotState.WritePublic(writer, group.Public);
        GroupSnapshotState.WritePrivate(writer, group.State);
    }

    /// <summary>Restores a group; it goes on exactly as the one that was written.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="services">What the group needs from outside: the same kind as before.</param>
    /// <param name="share">Gives the object that all members in this process share in place of an equal tree: the present one's and those of past epochs.</param>
    /// <exception cref="MalformedException">Not a snapshot of this version.</exception>
    public static Group Read(ref TlsReader reader, GroupServices services, Func<GroupId, RatchetTree, RatchetTree>? share = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var version = ReadVersion(ref reader);
        var shared = Shared(GroupSnapshotState.ReadPublic(ref reader, services.Crypto), services, share);
        return new Group(services, GroupSnapshotState.ReadPrivate(ref reader, services, shared, share, version));
    }

    /// <summary>Appends the public state of an epoch, as observers and delivery services keep it. Holds no secret.</summary>
    public static void WritePublic(TlsWriter writer, PublicGroup group)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(group);
        writer.WriteUInt16(Version);
        GroupSnapshotState.WritePublic(writer, group);
    }

    /// <summary>Restores the public state of an epoch, which was checked before it was stored.</summary>
    /// <exception cref="MalformedException">Not a snapshot of this version.</exception>
    public static PublicGroup ReadPublic(ref TlsReader reader, ICryptoProvider crypto)
    {
        ReadVersion(ref reader);
        return GroupSnapshotState.ReadPublic(ref reader, crypto);
    }

    /// <summary>Appends a Commit on its way, without the state it was built on.</summary>
    /// <exception cref="InvalidOperationException">The Commit has been applied or dropped.</exception>
    public static void WritePending(TlsWriter writer, PendingCommit pending)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(pending);
        var staged = pending.Staged;
        if (staged.IsSettled || staged.Next is not { } next)
        {
            throw new InvalidOperationException("the Commit has been applied or dropped");
        }

        writer.WriteUInt16(Version);
        pending.Message.Write(writer);
        writer.WriteOptional(pending.Welcome);
        if (pending.Message is not MlsMessage.OfPublicMessage)
        {
            staged.Transition.Content.Authenticated.Write(writer);
        }

        writer.WriteSecret(staged.JoinerSecret!);
        writer.WriteSecret(staged.PskSecret!);
        GroupSnapshotState.WritePrivate(writer, next);
    }

    /// <summary>Restores a Commit on its way.</summary>
    /// <param name="reader">The snapshot.</param>
    /// <param name="owner">The group, restored to the epoch that the first Commit was built on.</param>
    /// <param name="below">The Commit that this one is stacked on, where it is.</param>
    /// <exception cref="MalformedException">Not a snapshot of this version.</exception>
    public static PendingCommit ReadPending(ref TlsReader reader, Group owner, StagedCommit? below = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var before = below is null ? owner.State : below.Next ?? throw new ArgumentException("the Commit removes the member", nameof(below));
        var version = ReadVersion(ref reader);
        var message = MlsMessage.Read(ref reader);
        var welcome = reader.ReadOptional<Welcome>();
        var content = CommitIn(reader, message is MlsMessage.OfPublicMessage open ? open.Message.Authenticated : AuthenticatedContent.Read(ref reader));
        var joiner = JoinerSecret.From(reader.ReadOpaqueSpan());
        var psk = PskSecret.From(reader.ReadOpaqueSpan());
        var transition = PublicTransition.Restore(owner.Services.Crypto, before.Public, content, before.Proposals);
        var next = GroupSnapshotState.ReadPrivate(ref reader, owner.Services, transition.After, null, version);
        return new PendingCommit(message, welcome, new StagedCommit(before, transition, next, joiner, psk));
    }

    /// <summary>Appends Commits on their way, each built on the group's present state or on one further up in the list.</summary>
    /// <exception cref="InvalidOperationException">One has been applied or dropped.</exception>
    public static void WritePending(TlsWriter writer, IReadOnlyList<PendingCommit> pending)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(pending);
        var mark = writer.BeginVector();
        for (var i = 0; i < pending.Count; i++)
        {
            // 0 stands for the present state, n for the n-th Commit of the list.
            var below = i;
            while (below > 0 && !ReferenceEquals(pending[below - 1].Staged.Next, pending[i].Staged.Before))
            {
                below--;
            }

            writer.WriteUInt32((uint)below);
            WritePending(writer, pending[i]);
        }

        writer.EndVector(mark);
    }

    /// <summary>Restores a list of Commits on their way.</summary>
    /// <inheritdoc cref="ReadPending(ref TlsReader, Group, StagedCommit)"/>
    public static IReadOnlyList<PendingCommit> ReadPendingList(ref TlsReader reader, Group owner)
    {
        var pending = new List<PendingCommit>();
        reader.VisitVector((ref content) =>
        {
            var below = content.ReadUInt32();
            if (below > pending.Count)
            {
                throw content.Malformed($"Commit stacked on number {below} of {pending.Count}");
            }

            pending.Add(ReadPending(ref content, owner, below == 0 ? null : pending[(int)below - 1].Staged));
        });
        return pending;
    }

    /// <summary>Appends an external Commit on its way.</summary>
    /// <exception cref="InvalidOperationException">Its group has been taken.</exception>
    public static void WriteExternalJoin(TlsWriter writer, ExternalJoin join)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(join);
        var group = join.Group ?? throw new InvalidOperationException("the group has been taken");
        writer.WriteUInt16(Version);
        GroupSnapshotState.WritePublic(writer, join.Transition.Before);
        join.Transition.Content.Authenticated.Write(writer);
        writer.WriteSecret(join.JoinerSecret);
        writer.WriteSecret(join.PskSecret);
        GroupSnapshotState.WritePrivate(writer, group.State);
    }

    /// <summary>Restores an external Commit on its way.</summary>
    /// <inheritdoc cref="Read(ref TlsReader, GroupServices, Func{GroupId, RatchetTree, RatchetTree})"/>
    public static ExternalJoin ReadExternalJoin(ref TlsReader reader, GroupServices services, Func<GroupId, RatchetTree, RatchetTree>? share = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var version = ReadVersion(ref reader);
        var before = Shared(GroupSnapshotState.ReadPublic(ref reader, services.Crypto), services, share);
        var content = CommitIn(reader, AuthenticatedContent.Read(ref reader));
        var joiner = JoinerSecret.From(reader.ReadOpaqueSpan());
        var psk = PskSecret.From(reader.ReadOpaqueSpan());
        var transition = PublicTransition.Restore(services.Crypto, before, content, ProposalCache.Empty);
        var state = GroupSnapshotState.ReadPrivate(ref reader, services, transition.After, share, version);
        var message = new MlsMessage.OfPublicMessage(new PublicMessage(content.Content, content.Authenticated.Auth, null));
        return new ExternalJoin(message, transition, new Group(services, state), joiner, psk);
    }

    private static VerifiedContent CommitIn(TlsReader reader, AuthenticatedContent content) => content.Content.Body is FramedContentBody.OfCommit
        ? new VerifiedContent(content)
        : throw reader.Malformed($"a snapshot of a Commit that holds a {content.Content.Body.ContentType}");

    private static PublicGroup Shared(PublicGroup group, GroupServices services, Func<GroupId, RatchetTree, RatchetTree>? share) =>
        share is null ? group : group.Sharing(services.Crypto, share(group.GroupId, group.Tree));

    private static ushort ReadVersion(ref TlsReader reader)
    {
        var version = reader.ReadUInt16();
        return version is >= Oldest and <= Version ? version : throw reader.Malformed($"snapshot of version {version}, known are {Oldest} to {Version}");
    }
}
