using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Identifiers;
using Mls.Core.Nodes;
using Mls.Core.Seams;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Security;
using Mls.MultiDevice.SingleClient.UserGroups;

namespace Mls.MultiDevice.SingleClient.TreeRoot;

/// <summary>The virtual client of the tree-root profile: keys by derivation, message slots in stripes.</summary>
/// <param name="device">The device.</param>
/// <param name="epochs">The user group's epochs, lent.</param>
/// <param name="counters">Generations used up.</param>
internal sealed class TreeRootClient(DeviceContext device, UserEpochs epochs, GenerationCounters counters) : IVirtualClient
{
    private readonly LeafSignatures _signatures = LeafSignatures.Of(device.Settings.SignatureKeys, () => device.IdentityKey!);
    private readonly StripedSlots _slots = new(epochs);

    public bool CertifiesLeaves => _signatures.AreCertified;

    public GroupServices Seams(GroupServices services) => services with
    {
        LeafKeys = new TreeRootLeafKeySource(() => epochs.Current, counters, _signatures),
        Slots = _slots,
        OwnLeaf = new LeafRefResolver(epochs, _signatures),
    };

    public ILeafKeySource LeafKeys(UserEpoch provisional) => new TreeRootLeafKeySource(() => provisional, counters, _signatures);

    public bool Holds(SignaturePublicKey key) => _signatures.Holds(key);

    public bool MaySend(LeafNode activeLeaf) => _slots.MaySend(activeLeaf);

    public KeyPackageKeys NextKeyPackage(UserEpoch epoch) =>
        TreeRootKeys.KeyPackage(device.Crypto, epoch, epoch.OwnLeaf.Value, counters.Next(TreeRootUse.Init), _signatures);

    public KeyPackageKeys KeyPackage(UserEpoch epoch, ILeafTag tag) =>
        TreeRootKeys.KeyPackage(device.Crypto, epoch, tag.DeviceLeaf, ((LeafRef)tag).Generation, _signatures);

    public Creation NextCreation(UserEpoch epoch, GroupId group) => Creation(epoch, group, epoch.OwnLeaf.Value, counters.Next(TreeRootUse.Create));

    public Creation Creation(UserEpoch epoch, GroupId group, ILeafTag tag) => Creation(epoch, group, tag.DeviceLeaf, ((LeafRef)tag).Generation);

    public IDerivations Steal() => StolenRoots.Of(device.Crypto, epochs);

    public void Write(TlsWriter writer) => counters.Write(writer);

    private Creation Creation(UserEpoch epoch, GroupId group, uint deviceLeaf, uint generation) => new(
        TreeRootKeys.Leaf(device.Crypto, epoch, new TreeRootPlace(TreeRootUse.Create, group, deviceLeaf, generation), _signatures),
        TreeRootKeys.CreateSecret(device.Crypto, epoch, group, deviceLeaf, generation));
}
