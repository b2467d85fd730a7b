using Mls.Core.Wire;

namespace Grains.Services;

/// <summary>A <see cref="UserState"/> to octets and back. Public state only.</summary>
internal static class UserSnapshot
{
    private const byte Version = 1;

    public static byte[] Write(UserState state)
    {
        using var writer = new TlsWriter(4096);
        writer.WriteUInt8(Version);
        writer.WriteUInt64(state.Refused);
        state.Siblings.Write(writer);
        state.KeyPackages.Write(writer);
        writer.WriteAll(state.Groups.Values, group => group.Write(writer));
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
            for (var left = reader.ReadUInt32(); left > 0; left--)
            {
                var group = Subscription.Read(ref reader);
                state.Groups.Add(group.Group, group);
            }

            reader.ExpectEnd();
            return state;
        }
        catch (MalformedException malformed)
        {
            throw new InvalidDataException($"snapshot of User {user}: {malformed.Message}", malformed);
        }
    }
}
