using System.Text;
using Interop.Tests.Peers;
using Mls.Core.Configuration;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Tree;
using Mls.Core.Violations;
using Mls.Core.Wire;
using Mls.Crypto;
using TestKit;

namespace Interop.Tests.Clients;

/// <summary>A client of the library under test.</summary>
internal sealed class OurClient : Client
{
    private readonly GroupServices _services;
    private readonly OwnPsks _psks = new();
    private readonly SignaturePrivateKey _signer;
    private readonly ClientIdentity _identity;
    private KeyPackageBundle? _bundle;
    private PendingCommit? _pending;
    private ExternalJoin? _joining;

    public OurClient(ICryptoProvider crypto, string name)
        : base(name)
    {
        _services = new GroupServices(crypto, new SeededRandom(1, name, "interop"), FixedClock.In(2024, 1), new TestAuthentication()) { Psks = _psks };
        _signer = crypto.GenerateSignatureKey(_services.Random);
        var capabilities = Capabilities.Minimal(crypto.Suite) with { Extensions = [OwnExtension] };
        _identity = new ClientIdentity(new Credential.Basic(OpaqueBytes.FromText(name)), capabilities, ExtensionList.Empty);
    }

    /// <inheritdoc/>
    public override bool IsTsMls => false;

    /// <summary>The group as it stands.</summary>
    public Group? Group { get; private set; }

    private Group Joined => Group ?? throw new InvalidOperationException($"{Name} is in no group");

    /// <inheritdoc/>
    public override Task<uint> LeafAsync() => Task.FromResult(Joined.OwnLeaf.Value);

    /// <inheritdoc/>
    public override Task CreateAsync(OpaqueBytes group, ExtensionList extensions)
    {
        Group = GroupCreator.Create(_services, new GroupId(group), extensions, _identity, Lifetime.Eternal, _signer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<OpaqueBytes> NewKeyPackageAsync()
    {
        _bundle?.Dispose();
        _bundle = KeyPackageFactory.Create(_services.Crypto, _services.Random, _identity, Lifetime.Eternal, _signer);
        return Task.FromResult(Encode(new MlsMessage.OfKeyPackage(_bundle.KeyPackage)));
    }

    /// <inheritdoc/>
    public override Task AddPskAsync(OpaqueBytes id, OpaqueBytes secret)
    {
        _psks.Add(id, secret);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<OpaqueBytes> ProposeAsync(Change change, WireFormat format) =>
        Task.FromResult(Encode(change is Change.Update ? Joined.ProposeUpdate(format) : Joined.Propose(ToProposal(change), format)));

    /// <inheritdoc/>
    public override Task<CommitMade> CommitAsync(CommitPlan plan)
    {
        _pending = Joined.Commit(new CommitOptions
        {
            Proposals = [.. plan.Changes.Select(ToProposal)],
            Format = plan.Format,
            ForcePath = plan.Path,
            TreeInWelcome = plan.TreeInWelcome,
        });
        return Task.FromResult(new CommitMade(
            Encode(_pending.Message), _pending.Welcome is { } welcome ? Encode(new MlsMessage.OfWelcome(welcome)) : null));
    }

    /// <inheritdoc/>
    public override Task AcceptAsync()
    {
        if (_joining is { } joining)
        {
            Group?.Dispose();
            Group = joining.TakeGroup();
            joining.Dispose();
            _joining = null;
        }
        else
        {
            Joined.Apply(_pending!.Staged);
            DropPending();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<Incoming> ReceiveAsync(OpaqueBytes message) => Task.FromResult(Guarded<Incoming>(() =>
    {
        switch (Joined.Receive(Tls.Decode<MlsMessage>(message)))
        {
            case ReceiveResult.Application application:
                return new Incoming.Application(Encoding.UTF8.GetString(application.Data.Span));
            case ReceiveResult.ProposalStored:
                return new Incoming.Proposal();
            case ReceiveResult.CommitStaged { Staged: var staged }:
                using (staged)
                {
                    DropPending();
                    if (staged.RemovesSelf)
                    {
                        return new Incoming.Removed();
                    }

                    Joined.Apply(staged);
                    return new Incoming.Commit();
                }

            case var other:
                throw new RefusedException($"ours: {other}");
        }
    }));

    /// <inheritdoc/>
    public override Task JoinAsync(OpaqueBytes welcome, OpaqueBytes? tree)
    {
        Group = Guarded(() => WelcomeReceiver.Join(_services, ((MlsMessage.OfWelcome)Tls.Decode<MlsMessage>(welcome)).Welcome, _bundle!, ToTree(tree)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<OpaqueBytes> GroupInfoAsync(bool withTree) =>
        Task.FromResult(Encode(new MlsMessage.OfGroupInfo(Joined.GroupInfo(withTree, withExternalPub: true))));

    /// <inheritdoc/>
    public override Task<OpaqueBytes> JoinExternallyAsync(OpaqueBytes groupInfo, OpaqueBytes? tree, bool resync) =>
        Task.FromResult(JoinExternally(groupInfo, tree, resync, []));

    /// <summary>An external Commit that mixes in external pre-shared keys, too.</summary>
    public OpaqueBytes JoinExternally(OpaqueBytes groupInfo, OpaqueBytes? tree, bool resync, params OpaqueBytes[] psks) => Guarded(() =>
    {
        var info = ((MlsMessage.OfGroupInfo)Tls.Decode<MlsMessage>(groupInfo)).GroupInfo;
        var own = resync ? Joined.OwnLeaf : (LeafIndex?)null;
        _joining = ExternalJoiner.Join(_services, info, ToTree(tree), _identity, _signer, own, [.. psks.Select(id => new PreSharedKeyId.External(id, Nonce()))]);
        return Encode(_joining.Message);
    });

    /// <inheritdoc/>
    public override Task<OpaqueBytes> ProtectAsync(string text) => Task.FromResult(Encode(Joined.Protect(Encoding.UTF8.GetBytes(text))));

    /// <inheritdoc/>
    public override Task<EpochView> ViewAsync()
    {
        using var exported = Joined.Export(Encoding.UTF8.GetBytes(EpochView.Label), EpochView.Context.Span, EpochView.Length);
        var shared = Joined.Public;
        return Task.FromResult(new EpochView(
            Joined.Epoch.Value,
            new OpaqueBytes(Joined.EpochAuthenticator.Expose()),
            shared.Context.TreeHash,
            shared.Tree.TreeHash(_services.Crypto),
            shared.Context.ConfirmedTranscriptHash,
            Tls.EncodeOpaque(shared.Tree),
            new OpaqueBytes(exported.Expose())));
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        DropPending();
        _joining?.Dispose();
        Group?.Dispose();
        _bundle?.Dispose();
        _signer.Dispose();
        _psks.Dispose();
        return default;
    }

    private static OpaqueBytes Encode(MlsMessage message) => Tls.EncodeOpaque(message);

    private static RatchetTree? ToTree(OpaqueBytes? octets) => octets is { } tree ? Tls.Decode<RatchetTree>(tree) : null;

    /// <summary>Malformed octets and broken rules are refusals; anything else is a defect and fails the test.</summary>
    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception refusal) when (refusal is MalformedException or ProtocolViolationException)
        {
            throw new RefusedException($"ours: {refusal.Message}", refusal);
        }
    }

    private Proposal ToProposal(Change change) => change switch
    {
        Change.Add add => new Proposal.Add(((MlsMessage.OfKeyPackage)Tls.Decode<MlsMessage>(add.KeyPackage)).KeyPackage),
        Change.Remove remove => new Proposal.Remove(new LeafIndex(remove.Leaf)),
        Change.ExternalPsk psk => new Proposal.PreSharedKey(new PreSharedKeyId.External(psk.Id, Nonce())),
        Change.ResumptionPsk psk => new Proposal.PreSharedKey(
            new PreSharedKeyId.Resumption(ResumptionPskUsage.Application, new GroupId(psk.Group), new Epoch(psk.Epoch), Nonce())),
        Change.Extensions extensions => new Proposal.GroupContextExtensions(extensions.List),
        _ => throw new ArgumentException($"no proposal by value: {change}", nameof(change)),
    };

    private OpaqueBytes Nonce()
    {
        var nonce = new byte[_services.Crypto.HashLength];
        _services.Random.Fill(nonce);
        return OpaqueBytes.Own(nonce);
    }

    private void DropPending()
    {
        _pending?.Dispose();
        _pending = null;
    }
}
