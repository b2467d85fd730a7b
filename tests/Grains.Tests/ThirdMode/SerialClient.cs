using System.Buffers.Binary;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Schedule;
using Mls.Core.Seams;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Security;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Grains.Tests.ThirdMode;

/// <summary>One device's share of the sketch's virtual client. Its message slots: of 64 generations in a row the device at leaf i takes the i-th.</summary>
internal sealed class SerialClient(DeviceContext device, UserEpochs epochs, ulong next) : IVirtualClient, IMessageSlotPolicy, IOwnLeafResolver
{
    private const uint Stripes = 64;

    private ulong _next = next;

    public bool CertifiesLeaves => true;

    public GroupServices Seams(GroupServices services) => services with { LeafKeys = new Source(this, () => epochs.Current), Slots = this, OwnLeaf = this };

    public ILeafKeySource LeafKeys(UserEpoch provisional) => new Source(this, () => provisional);

    public bool Holds(SignaturePublicKey key) => true;

    public bool MaySend(LeafNode activeLeaf) => Named(activeLeaf) is { } epoch && epoch.IsOccupied(epoch.OwnLeaf.Value);

    public KeyPackageKeys NextKeyPackage(UserEpoch epoch) => KeyPackage(epoch, NextTag(epoch));

    public KeyPackageKeys KeyPackage(UserEpoch epoch, ILeafTag tag)
    {
        using var seed = Seed(epoch, tag);
        return new KeyPackageKeys(KeyPair(seed, "init"u8), KeyPair(seed, "leaf"u8), SignatureKey(seed), tag);
    }

    public Creation NextCreation(UserEpoch epoch, GroupId group) => Creation(epoch, group, NextTag(epoch));

    public Creation Creation(UserEpoch epoch, GroupId group, ILeafTag tag)
    {
        using var seed = Seed(epoch, tag);
        return new Creation(LeafKeysOf(epoch, tag), device.Crypto.DeriveSecret<EpochSecret>(seed, "create"u8));
    }

    public IDerivations Steal() => new NothingClaimed();

    public void Write(TlsWriter writer) => writer.WriteUInt64(_next);

    public uint Generation(GroupId group, LeafNode own, uint next)
    {
        var stripe = Named(own)!.OwnLeaf.Value;
        return next + ((Stripes + stripe - (next % Stripes)) % Stripes);
    }

    public uint ReuseGuard(GroupId group, ReadOnlySpan<byte> nonce, IRandomSource random)
    {
        Span<byte> guard = stackalloc byte[sizeof(uint)];
        random.Fill(guard);
        return BinaryPrimitives.ReadUInt32BigEndian(guard);
    }

    public OwnLeafResolution Resolve(ICryptoProvider crypto, GroupId group, LeafNode leaf)
    {
        if (leaf.Extensions.Find<SerialTag>(SerialTag.Type) is not { } tag)
        {
            return new OwnLeafResolution.Forged();
        }

        if (epochs.Find(tag.EpochTag) is not { } epoch)
        {
            return epochs.HasDropped(tag.EpochTag) ? new OwnLeafResolution.Forged() : new OwnLeafResolution.NotYet("a user-group epoch");
        }

        var keys = LeafKeysOf(epoch, tag);
        if (VirtualLeafChecks.NamesCurrentDevice(tag, epoch) && VirtualLeafChecks.KeysMatch(keys, leaf))
        {
            return new OwnLeafResolution.Sibling(keys);
        }

        keys.Dispose();
        return new OwnLeafResolution.Forged();
    }

    private UserEpoch? Named(LeafNode leaf) => leaf.Extensions.Find<SerialTag>(SerialTag.Type) is { } tag ? epochs.Find(tag.EpochTag) : null;

    private SerialTag NextTag(UserEpoch epoch) => new(epoch.Tag, epoch.OwnLeaf.Value, _next++);

    private LeafKeys LeafKeysOf(UserEpoch epoch, ILeafTag tag)
    {
        using var seed = Seed(epoch, tag);
        return new LeafKeys(KeyPair(seed, "leaf"u8), SignatureKey(seed), device.Crypto.DeriveSecret<PathSecret>(seed, "path"u8), new ExtensionList([tag.ToExtension()]));
    }

    private Secret Seed(UserEpoch epoch, ILeafTag tag)
    {
        using var context = new TlsWriter();
        tag.Write(context);
        return Exporter.Export(device.Crypto, epoch.Root, context.Written, device.Crypto.HashLength);
    }

    private HpkePrivateKey KeyPair(Secret seed, ReadOnlySpan<byte> label)
    {
        using var material = device.Crypto.DeriveSecret(seed, label);
        return device.Crypto.Kem.DeriveKeyPair(material.Expose());
    }

    private SignaturePrivateKey SignatureKey(Secret seed)
    {
        using var material = device.Crypto.ExpandWithLabel(seed, "sign"u8, [], device.Crypto.SignatureSeedLength);
        return device.Crypto.DeriveSignatureKey(material.Expose());
    }

    private sealed class Source(SerialClient client, Func<UserEpoch> epoch) : ILeafKeySource
    {
        public LeafKeys Next(ICryptoProvider crypto, IRandomSource random, GroupId group, SignaturePrivateKey current) => client.LeafKeysOf(epoch(), client.NextTag(epoch()));
    }

    private sealed class NothingClaimed : IDerivations
    {
        public bool TryLeaf(Loot loot, GroupId group, LeafNode leaf) => false;

        public LeafKeys? KeysOf(GroupId group, LeafNode leaf) => null;

        public void Heard(ulong userEpoch)
        {
        }

        public void Learn(ulong userEpoch, EpochSecrets secrets)
        {
        }

        public bool Read(Loot loot, OpaqueBytes said) => false;

        public void Dispose()
        {
        }
    }
}
