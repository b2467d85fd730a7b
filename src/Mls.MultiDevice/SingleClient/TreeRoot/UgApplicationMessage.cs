using Mls.Core.Wire;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>What siblings tell each other as application data of the user group: <c>uint8</c> tag, then the body. A closed choice.</summary>
public abstract class UgApplicationMessage : ITlsStruct<UgApplicationMessage>, IDisposable
{
    private UgApplicationMessage()
    {
    }

    private protected abstract byte Tag { get; }

    /// <inheritdoc/>
    public static UgApplicationMessage Read(ref TlsReader reader)
    {
        var tag = reader.ReadUInt8();
        return tag switch
        {
            1 => new Notice(KeyPackageNotice.Read(ref reader)),
            2 => new Welcome(SiblingWelcome.Read(ref reader)),
            _ => throw reader.Malformed($"user-group message {tag}, allowed are 1 and 2"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt8(Tag);
        WriteBody(writer);
    }

    /// <summary>Clears the secrets that the message carries, where it does.</summary>
    public void Dispose()
    {
        Clear();
        GC.SuppressFinalize(this);
    }

    private protected abstract void WriteBody(TlsWriter writer);

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
