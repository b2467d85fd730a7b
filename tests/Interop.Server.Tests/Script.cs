using Google.Protobuf;
using Interop.Server.Protos;
using Mls.Core.Framing;
using Mls.Core.Wire;
using Xunit;
using Extension = Interop.Server.Protos.Extension;

namespace Interop.Server.Tests;

/// <summary>Drives clients of both servers through one group, as the working group's runner does. After each step that changes the epoch, all members agree on StateAuth.</summary>
public sealed class Script(Servers servers, uint suite, bool encrypt)
{
    private static readonly Extension RequiredCapabilities = new() { ExtensionType = 3, ExtensionData = ByteString.CopyFrom(0, 0, 0) };
    private readonly Dictionary<string, Actor> _actors = [];
    private readonly List<Actor> _members = [];
    private uint _suite = suite;
    private byte _psks;

    /// <summary>Extensions that change nothing: requires no capability, has no external sender.</summary>
    public static Extension[] Extensions => [RequiredCapabilities, new() { ExtensionType = 5, ExtensionData = ByteString.CopyFrom(0) }];

    public IReadOnlyList<Actor> Members => _members;

    /// <summary>The client of that name; they live on the two servers in turn.</summary>
    public Actor this[string name]
    {
        get
        {
            if (!_actors.TryGetValue(name, out var actor))
            {
                actor = new Actor(name, servers[_actors.Count % 2]);
                _actors.Add(name, actor);
            }

            return actor;
        }
    }

    public static ByteString Text(string text) => ByteString.CopyFromUtf8(text);

    public static ProposalDescription Describe(string type) => new() { ProposalType = Text(type) };

    /// <summary>The first creates the group and adds the others, one Commit for all.</summary>
    public async Task FoundAsync(params string[] names)
    {
        var founder = this[names[0]];
        founder.State = (await founder.Client.CreateGroupAsync(
            new CreateGroupRequest { GroupId = Text("group"), CipherSuite = _suite, EncryptHandshake = encrypt, Identity = Text(names[0]) })).StateId;
        _members.Add(founder);
        if (names.Length > 1)
        {
            var packages = new List<ByteString>();
            foreach (var name in names[1..])
            {
                packages.Add(await KeyPackageAsync(name));
            }

            var adds = packages.Select(package => new ProposalDescription { ProposalType = Text("add"), KeyPackage = package });
            await CommitAsync(names[0], new CommitRequest { ByValue = { adds } }, joining: names[1..]);
        }
    }

    public async Task<ByteString> KeyPackageAsync(string name)
    {
        var made = await this[name].Client.CreateKeyPackageAsync(new CreateKeyPackageRequest { CipherSuite = _suite, Identity = Text(name) });
        this[name].Transaction = made.TransactionId;
        Assert.False(made.InitPriv.IsEmpty || made.EncryptionPriv.IsEmpty || made.SignaturePriv.IsEmpty);
        return made.KeyPackage;
    }

    /// <summary>Commits, lets the others follow and those who join enter, and compares.</summary>
    public async Task CommitAsync(string name, CommitRequest? request = null, string[]? joining = null, string[]? leaving = null, bool? path = null)
    {
        var committer = this[name];
        request ??= new CommitRequest();
        request.StateId = committer.State;
        var made = await committer.Client.CommitAsync(request);
        Assert.Equal(joining is null, made.Welcome.IsEmpty);
        Assert.Equal(request.ExternalTree, !made.RatchetTree.IsEmpty);
        _members.RemoveAll(member => leaving?.Contains(member.Name) == true);
        var own = await committer.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = committer.State });
        committer.State = own.StateId;
        await FollowAsync(committer, made.Commit, request.ByReference, own.EpochAuthenticator);
        foreach (var joiner in (joining ?? []).Select(one => this[one]))
        {
            var join = new JoinGroupRequest { TransactionId = joiner.Transaction, Welcome = made.Welcome, EncryptHandshake = encrypt, Identity = Text(joiner.Name) };
            if (request.ExternalTree)
            {
                await Refusals.RefusedAsync(joiner.Client.JoinGroupAsync(join));
                join.RatchetTree = made.RatchetTree;
            }

            var joined = await joiner.Client.JoinGroupAsync(join);
            Assert.Equal(own.EpochAuthenticator, joined.EpochAuthenticator);
            joiner.State = joined.StateId;
            _members.Add(joiner);
        }

        await AgreeAsync();
        AssertFraming(made.Commit, path);
    }

    /// <summary>Joins by external Commit; the GroupInfo comes from the first member that is not the joiner.</summary>
    public async Task JoinExternallyAsync(string name, bool externalTree = false, bool removePrior = false, params PreSharedKey[] psks)
    {
        var joiner = this[name];
        var info = await GroupInfoAsync(externalTree, except: name);
        var joined = await joiner.Client.ExternalJoinAsync(new ExternalJoinRequest
        {
            GroupInfo = info.GroupInfo, RatchetTree = info.RatchetTree, EncryptHandshake = encrypt, Identity = Text(name), RemovePrior = removePrior, Psks = { psks },
        });
        _members.RemoveAll(member => member.Name == name);
        await FollowAsync(null, joined.Commit, [], joined.EpochAuthenticator);
        joiner.State = joined.StateId;
        _members.Add(joiner);
        await AgreeAsync();
    }

    /// <summary>How many extensions the GroupContext has.</summary>
    public async Task<int> CountExtensionsAsync()
    {
        var info = await GroupInfoAsync(externalTree: true);
        return Assert.IsType<MlsMessage.OfGroupInfo>(Tls.Decode<MlsMessage>(info.GroupInfo.Span)).GroupInfo.Context.Extensions.Items.Count;
    }

    public async Task<GroupInfoResponse> GroupInfoAsync(bool externalTree, string? except = null)
    {
        var member = _members.First(one => one.Name != except);
        var info = await member.Client.GroupInfoAsync(new GroupInfoRequest { StateId = member.State, ExternalTree = externalTree });
        Assert.Equal(externalTree, !info.RatchetTree.IsEmpty);
        return info;
    }

    /// <summary>Tells clients a new pre-shared key; those that are not in the group yet by their transaction.</summary>
    public async Task<PreSharedKey> InstallPskAsync(params string[] names)
    {
        _psks++;
        var psk = new PreSharedKey { PskId = Text($"psk {_psks}"), PskSecret = ByteString.CopyFrom([.. Enumerable.Repeat(_psks, 32)]) };
        foreach (var actor in names.Select(name => this[name]))
        {
            var id = _members.Contains(actor) ? actor.State : actor.Transaction;
            await actor.Client.StorePSKAsync(new StorePSKRequest { StateOrTransactionId = id, PskId = psk.PskId, PskSecret = psk.PskSecret });
        }

        return psk;
    }

    /// <summary>A signer on that client, let in by a Commit of the first member.</summary>
    public async Task AddSignerAsync(string name)
    {
        var member = _members[0];
        var made = await this[name].Client.CreateExternalSignerAsync(new CreateExternalSignerRequest { CipherSuite = _suite, Identity = Text(name) });
        this[name].Signer = made.SignerId;
        var proposal = await member.Client.AddExternalSignerAsync(new AddExternalSignerRequest { StateId = member.State, ExternalSender = made.ExternalSender });
        await CommitAsync(member.Name, new CommitRequest { ByReference = { proposal.Proposal } });
    }

    public async Task<ByteString> SignerProposesAsync(string name, ProposalDescription description)
    {
        var info = await GroupInfoAsync(externalTree: true);
        var signer = this[name];
        return (await signer.Client.ExternalSignerProposalAsync(new ExternalSignerProposalRequest
        {
            SignerId = signer.Signer, GroupInfo = info.GroupInfo, RatchetTree = info.RatchetTree, Description = description,
        })).Proposal;
    }

    /// <summary>Ends the group by a ReInit that has been proposed, and goes on in the next one.</summary>
    public async Task ReInitAsync(ByteString proposal, string committing, string welcoming, uint nextSuite, bool forcePath, bool externalTree)
    {
        var committer = this[committing];
        var made = await committer.Client.ReInitCommitAsync(new CommitRequest { StateId = committer.State, ByReference = { proposal } });
        var ended = await committer.Client.HandlePendingReInitCommitAsync(new HandlePendingCommitRequest { StateId = committer.State });
        committer.ReInit = ended.ReinitId;
        var packages = new Dictionary<Actor, ByteString> { [committer] = ended.KeyPackage };
        foreach (var member in _members.Where(member => member != committer))
        {
            var followed = await member.Client.HandleReInitCommitAsync(new HandleCommitRequest { StateId = member.State, Proposal = { proposal }, Commit = made.Commit });
            Assert.Equal(ended.EpochAuthenticator, followed.EpochAuthenticator);
            member.ReInit = followed.ReinitId;
            packages[member] = followed.KeyPackage;
        }

        await AgreeAsync();
        var welcomer = this[welcoming];
        packages.Remove(welcomer);
        var founded = await welcomer.Client.ReInitWelcomeAsync(new ReInitWelcomeRequest
        {
            ReinitId = welcomer.ReInit, KeyPackage = { packages.Values }, ForcePath = forcePath, ExternalTree = externalTree,
        });
        Assert.Equal(externalTree, !founded.RatchetTree.IsEmpty);
        welcomer.State = founded.StateId;
        foreach (var member in packages.Keys)
        {
            var joined = await member.Client.HandleReInitWelcomeAsync(new HandleReInitWelcomeRequest
            {
                ReinitId = member.ReInit, Welcome = founded.Welcome, RatchetTree = founded.RatchetTree,
            });
            Assert.Equal(founded.EpochAuthenticator, joined.EpochAuthenticator);
            member.State = joined.StateId;
        }

        _suite = nextSuite;
        await AgreeAsync();
    }

    /// <summary>Branches off with some of the members; the script goes on with the branch.</summary>
    public async Task BranchAsync(string founding, string[] others, Extension[] extensions, bool forcePath, bool externalTree, string groupId = "branch")
    {
        var packages = new List<ByteString>();
        foreach (var name in others)
        {
            packages.Add(await KeyPackageAsync(name));
        }

        var founder = this[founding];
        var founded = await founder.Client.CreateBranchAsync(new CreateBranchRequest
        {
            StateId = founder.State, GroupId = Text(groupId), Extensions = { extensions }, KeyPackages = { packages }, ForcePath = forcePath, ExternalTree = externalTree,
        });
        Assert.Equal(externalTree, !founded.RatchetTree.IsEmpty);
        founder.State = founded.StateId;
        foreach (var member in others.Select(name => this[name]))
        {
            var joined = await member.Client.HandleBranchAsync(new HandleBranchRequest
            {
                StateId = member.State, TransactionId = member.Transaction, Welcome = founded.Welcome, RatchetTree = founded.RatchetTree,
            });
            Assert.Equal(founded.EpochAuthenticator, joined.EpochAuthenticator);
            member.State = joined.StateId;
        }

        _members.RemoveAll(member => member != founder && !others.Contains(member.Name));
        await AgreeAsync();
    }

    public async Task<ByteString> ProtectAsync(string name, string text) => (await this[name].Client.ProtectAsync(
        new ProtectRequest { StateId = this[name].State, AuthenticatedData = Text($"about {text}"), Plaintext = Text(text) })).Ciphertext;

    public async Task UnprotectAsync(string name, ByteString ciphertext, string text)
    {
        var opened = await this[name].Client.UnprotectAsync(new UnprotectRequest { StateId = this[name].State, Ciphertext = ciphertext });
        Assert.Equal(text, opened.Plaintext.ToStringUtf8());
        Assert.Equal($"about {text}", opened.AuthenticatedData.ToStringUtf8());
    }

    /// <summary>Each member writes to all others.</summary>
    public async Task TalkAsync()
    {
        foreach (var sender in _members)
        {
            var ciphertext = await ProtectAsync(sender.Name, $"from {sender.Name}");
            foreach (var receiver in _members.Where(member => member != sender))
            {
                await UnprotectAsync(receiver.Name, ciphertext, $"from {sender.Name}");
            }
        }
    }

    /// <summary>All members have the same epoch authenticator and export the same secret.</summary>
    public async Task AgreeAsync()
    {
        var seen = new HashSet<(ByteString, ByteString)>();
        foreach (var member in _members)
        {
            var authenticator = (await member.Client.StateAuthAsync(new StateAuthRequest { StateId = member.State })).StateAuthSecret;
            var exported = (await member.Client.ExportAsync(new ExportRequest { StateId = member.State, Label = "label", Context = Text("context"), KeyLength = 40 })).ExportedSecret;
            Assert.False(authenticator.IsEmpty);
            Assert.Equal(40, exported.Length);
            seen.Add((authenticator, exported));
        }

        Assert.Single(seen);
    }

    /// <summary>The Commit travels as the group was told, and has a path or not where that is said and visible.</summary>
    private void AssertFraming(ByteString commit, bool? path)
    {
        var message = Tls.Decode<MlsMessage>(commit.Span);
        if (encrypt)
        {
            Assert.IsType<MlsMessage.OfPrivateMessage>(message);
            return;
        }

        var body = Assert.IsType<FramedContentBody.OfCommit>(Assert.IsType<MlsMessage.OfPublicMessage>(message).Message.Content.Body);
        if (path is { } expected)
        {
            Assert.Equal(expected, body.Commit.Path is not null);
        }
    }

    private async Task FollowAsync(Actor? committer, ByteString commit, IEnumerable<ByteString> proposals, ByteString authenticator)
    {
        foreach (var member in _members.Where(member => member != committer))
        {
            var followed = await member.Client.HandleCommitAsync(new HandleCommitRequest { StateId = member.State, Proposal = { proposals }, Commit = commit });
            Assert.Equal(authenticator, followed.EpochAuthenticator);
            member.State = followed.StateId;
        }
    }
}
