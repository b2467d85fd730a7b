using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

// KeyPackages come and go.
public abstract partial record UserMail
{
    /// <summary>KeyPackages for the store; the notice reaches the siblings first.</summary>
    /// <param name="KeyPackages">Encoded KeyPackages.</param>
    /// <param name="Notice">A private message of the user group; empty where the mode has none.</param>
    /// <param name="Address">Delivery address of whoever joins with them.</param>
    /// <param name="Obligation">The obligation that this settles; 0 for none.</param>
    public sealed record Publish(ValueList<OpaqueBytes> KeyPackages, OpaqueBytes Notice, string Address, ulong Obligation) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "key-package";

        /// <inheritdoc/>
        public override int CountedOctets => KeyPackages.TotalLength() + Notice.Length;

        private protected override byte Code => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteOpaques(KeyPackages);
            writer.WriteOpaque(Notice);
            writer.WriteText(Address);
            writer.WriteUInt64(Obligation);
        }
    }

    /// <summary>Somebody wants to add this user, or one of its devices, to a group.</summary>
    /// <param name="Requester">The device that asks.</param>
    /// <param name="Request">Its number of the request.</param>
    /// <param name="Device">One device only; empty for what the user's mode needs.</param>
    public sealed record TakeKeyPackages(string Requester, ulong Request, string Device) : UserMail
    {
        /// <inheritdoc/>
        public override string Label => "control";

        private protected override byte Code => 5;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Requester);
            writer.WriteUInt64(Request);
            writer.WriteText(Device);
        }
    }
}
