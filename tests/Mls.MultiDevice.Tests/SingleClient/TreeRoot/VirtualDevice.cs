using Mls.Core.Configuration;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.MultiDevice.Directory;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

/// <summary>A device of a user with one leaf in every group: its place in the user group and what it derives from there.</summary>
internal sealed class VirtualDevice : IDisposable
{
    public VirtualDevice(TestMember member, string user)
    {
        Member = member;
        Epochs.Add(TreeRootKeys.EpochOf(Suites.One, member.Group.State), removesDevice: false);
        Slots = new StripedSlots(Epochs);
        Services = TestKit.Services.Seeded(user + member.Name) with { LeafKeys = new TreeRootLeafKeySource(() => Epochs.Current, Counters), OwnLeaf = new LeafRefResolver(Epochs), Slots = Slots };
        Identity = new ClientIdentity(
            new Credential.Basic(UserId.Of(user)), Capabilities.Minimal(Suites.One.Suite) with { Extensions = [LeafRef.Type] }, ExtensionList.Empty);
    }

    public TestMember Member { get; }

    public UserEpochs Epochs { get; } = new();

    public GenerationCounters Counters { get; } = new();

    public StripedSlots Slots { get; }

    public GroupServices Services { get; }

    public ClientIdentity Identity { get; }

    /// <summary>All present devices of a user group, in its order.</summary>
    public static List<VirtualDevice> Of(TestGroup userGroup, string user = "alice") => [.. userGroup.Members.Select(member => new VirtualDevice(member, user))];

    /// <summary>Takes over the epoch that the user group has reached.</summary>
    public void Follow(bool removesDevice) => Epochs.Add(TreeRootKeys.EpochOf(Suites.One, Member.Group.State), removesDevice);

    public void Dispose() => Epochs.Dispose();
}
