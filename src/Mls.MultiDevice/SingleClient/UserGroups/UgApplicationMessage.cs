using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>What siblings tell each other as application data of the user group: <c>uint8</c> tag, then the body. A closed choice.</summary>
public abstract class UgApplicationMessage : IDisposable
{
    private UgApplicationMessage()
    {
    }

    private protected abstract byte Tag { get; }

    /// <summary>The whole message as octets.</summary>
    public byte[] Encode()
    {
        using var writer = new TlsWriter();
        writer.WriteUInt8(Tag);
        WriteBody(writer);
        return writer.ToArray();
    }

    /// <summary>Reads a whole message.</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="profile">Whose tags it may hold.</param>
    /// <exception cref="MalformedException">Not such a message, or more than one.</exception>
    internal static UgApplicationMessage Decode(ReadOnlySpan<byte> octets, ISingleClientProfile profile)
    {
        var reader = new TlsReader(octets);
        var message = Read(ref reader, profile);
        try
        {
            reader.ExpectEnd();
            return message;
        }
        catch (MalformedException)
        {
            message.Dispose();
            throw;
        }
    }

    /// <summary>Clears the secrets that the message carries, where it does.</summary>
    public void Dispose()
    {
        Clear();
        GC.SuppressFinalize(this);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    private static UgApplicationMessage Read(ref TlsReader reader, ISingleClientProfile profile)
    {
        var tag = reader.ReadUInt8();
        return tag switch
        {
            1 => new Notice(KeyPackageNotice.Read(ref reader, profile)),
            2 => new Welcome(SiblingWelcome.Read(ref reader)),
            _ => throw reader.Malformed($"user-group message {tag}, allowed are 1 and 2"),
        };
    }

    private protected virtual void Clear()
    {
    }

    /// <summary>KeyPackages of the virtual client, about to be published.</summary>
    public sealed class Notice(KeyPackageNotice keyPackages) : UgApplicationMessage
    {
        /// <summary>The KeyPackages.</summary>
        public KeyPackageNotice KeyPackages { get; } = keyPackages;

        private protected override byte Tag => 1;

        private protected override void WriteBody(TlsWriter writer) => KeyPackages.Write(writer);
    }

    /// <summary>Secrets for a new sibling. Owned by the message.</summary>
    public sealed class Welcome(SiblingWelcome secrets) : UgApplicationMessage
    {
        /// <summary>The secrets, lent.</summary>
        public SiblingWelcome Secrets { get; } = secrets;

        private protected override byte Tag => 2;

        private protected override void WriteBody(TlsWriter writer) => Secrets.Write(writer);

        private protected override void Clear() => Secrets.Dispose();
    }
}
