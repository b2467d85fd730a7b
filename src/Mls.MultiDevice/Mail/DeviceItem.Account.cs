using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

// What comes of the account.
public abstract partial record DeviceItem
{
    /// <summary>The account service asks for something.</summary>
    /// <param name="Assignment">What.</param>
    public sealed record Assigned(Assignment Assignment) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 4;

        private protected override void WriteBody(TlsWriter writer)
        {
            Assignment.Write(writer);
        }
    }

    /// <summary>KeyPackages that this device asked for; none where the store is empty.</summary>
    /// <param name="Request">The device's number of the request.</param>
    /// <param name="User">Whose.</param>
    /// <param name="Packages">What there was.</param>
    public sealed record KeyPackages(ulong Request, string User, ValueList<PublishedKeyPackage> Packages) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "key-package";

        /// <inheritdoc/>
        public override int CountedOctets => Packages.Sum(package => package.KeyPackage.Length);

        private protected override byte Code => 5;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteUInt64(Request);
            writer.WriteText(User);
            writer.WriteList(Packages);
        }
    }

    /// <summary>The store runs low: publish more.</summary>
    /// <param name="Count">How many are wanted.</param>
    public sealed record LowStock(uint Count) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 6;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteUInt32(Count);
        }
    }

    /// <summary>This device does not belong to its user any more.</summary>
    public sealed record SignedOut : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 11;

        private protected override void WriteBody(TlsWriter writer)
        {
        }
    }

    /// <summary>The groups of the user, for a device that has just come in.</summary>
    /// <param name="Groups">Their names.</param>
    public sealed record GroupList(ValueList<string> Groups) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 12;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteTexts(Groups);
        }
    }

    /// <summary>A sibling wants to come in; whoever gets this is its sponsor and certifies its key.</summary>
    /// <param name="Device">The sibling's name.</param>
    /// <param name="SignatureKey">Its own signature key.</param>
    /// <param name="KeyPackage">Its KeyPackage for the user group; empty where the mode has none.</param>
    public sealed record Enrolled(string Device, OpaqueBytes SignatureKey, OpaqueBytes KeyPackage) : DeviceItem
    {
        /// <inheritdoc/>
        public override string Label => "key-package";

        /// <inheritdoc/>
        public override int CountedOctets => KeyPackage.Length;

        private protected override byte Code => 13;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
            writer.WriteOpaque(SignatureKey);
            writer.WriteOpaque(KeyPackage);
        }
    }
}
