using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Grains.Services;

/// <summary>A <see cref="UserState"/> to octets and back. Public state only.</summary>
internal static class UserSnapshot
{
    private const byte Version = 2;

    public static byte[] Write(UserState state)
    {
        using var writer = new TlsWriter(4096);
        writer.WriteUInt8(Version);
        writer.WriteUInt64(state.Refused);
        state.Siblings.Write(writer);
        state.KeyPackages.Write(writer);
        writer.WriteAll(state.Groups.Values, group => group.Write(writer));
        writer.WriteFlag(state.UserGroup is not null);
        state.UserGroup?.Write(writer);
        writer.WriteAll(state.EarlyTags, early =>
        {
            writer.WriteUInt64(early.Key);
            writer.WriteUInt64(early.Value);
        });
        state.Desk.Write(writer);
        writer.WriteAll(state.Waiting, waiting =>
        {
            waiting.Take.Write(writer);
            writer.WriteOperation(waiting.Operation);
        });
        state.Counted.Write(writer);
        return writer.ToArray();
    }

    public static UserState Read(ServiceKit kit, string user, ReadOnlySpan<byte> snapshot)
    {
        try
        {
            var reader = new TlsReader(snapshot);
            var version = reader.ReadUInt8();
            if (version != Version)
            {
                throw new InvalidDataException($"snapshot of User {user}: version {version}, known is {Version}");
            }

            var state = new UserState(kit, user)
            {
                Refused = reader.ReadUInt64(),
                Siblings = Siblings.Read(ref reader),
                KeyPackages = KeyPackageStore.Read(ref reader),
            };
            reader.VisitAll((ref TlsReader reader) =>
            {
                var group = Subscription.Read(ref reader);
                state.Groups.Add(group.Group, group);
            });

            state.UserGroup = reader.ReadPresence() ? UserGroup.Read(ref reader, kit) : null;
            reader.VisitAll((ref TlsReader reader) =>
            {
                var tag = reader.ReadUInt64();
                state.EarlyTags.Add(tag, reader.ReadUInt64());
            });

            state.Desk = ObligationDesk.Read(ref reader, state);
            reader.VisitAll((ref TlsReader reader) =>
            {
                var take = UserMail.Read(ref reader) as UserMail.TakeKeyPackages ?? throw reader.Malformed("a mail that is no TakeKeyPackages");
                state.Waiting.Enqueue((take, reader.ReadOperation()));
            });

            state.Counted.Restore(ref reader);
            reader.ExpectEnd();
            return state;
        }
        catch (MalformedException malformed)
        {
            throw new InvalidDataException($"snapshot of User {user}: {malformed.Message}", malformed);
        }
    }
}
