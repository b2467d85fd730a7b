using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Interop.Server.Protos;
using Mls.Crypto;
using Xunit;
using Extension = Interop.Server.Protos.Extension;

namespace Interop.Server.Tests;

public sealed class ServiceTests(Servers servers) : IClassFixture<Servers>
{
    private const uint NoSuchId = 4_000_000_000;

    private static ServiceDescriptor Service => MLSClient.Descriptor;

    [Fact]
    public void All_34_calls_of_the_interface_are_implemented()
    {
        Assert.Equal("mls_client.MLSClient", Service.FullName);
        Assert.Equal(34, Service.Methods.Count);
        Assert.All(Service.Methods, method => Assert.Equal(typeof(MlsClientService), Implementation(method).DeclaringType));
    }

    [Fact]
    public async Task The_server_names_itself_and_its_suites()
    {
        Assert.NotEmpty((await servers[0].NameAsync(new NameRequest())).Name);
        Assert.Equal([1u, 2, 3, 4, 5, 6, 7], (await servers[0].SupportedCiphersuitesAsync(new SupportedCiphersuitesRequest())).Ciphersuites.Order().ToList());
    }

    [Fact]
    public async Task An_id_that_was_not_given_out_is_refused_by_every_call_that_takes_one()
    {
        using var service = new MlsClientService(new CryptoProviders(), new SystemRandom(), TimeProvider.System);
        var tried = 0;
        foreach (var method in Service.Methods)
        {
            var request = (IMessage)Activator.CreateInstance(method.InputType.ClrType)!;
            var ids = method.InputType.Fields.InFieldNumberOrder().Where(field => field.Name.EndsWith("_id", StringComparison.Ordinal) && field.FieldType == FieldType.UInt32).ToList();
            if (ids.Count == 0)
            {
                continue;
            }

            ids.ForEach(field => field.Accessor.SetValue(request, NoSuchId));
            tried++;
            var refused = await Assert.ThrowsAsync<RpcException>(() => CallAsync(service, method, request));
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
            Assert.Contains("4000000000", refused.Status.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(27, tried);
    }

    [Fact]
    public async Task Octets_that_are_no_encoding_are_refused_wherever_an_encoding_is_due()
    {
        var script = new Script(servers, 1, encrypt: false);
        await script.FoundAsync("alice", "bob");
        await script.AddSignerAsync("ds");
        var alice = script["alice"];
        var client = alice.Client;
        var package = await script.KeyPackageAsync("alice");
        var info = await script.GroupInfoAsync(externalTree: true);
        var bad = ByteString.CopyFrom(0, 1, 0, 9, 255);
        var badDescription = new ProposalDescription { ProposalType = Script.Text("add"), KeyPackage = bad };

        await Refusals.RefusedAsync(client.JoinGroupAsync(new JoinGroupRequest { TransactionId = alice.Transaction, Welcome = bad }));
        await Refusals.RefusedAsync(client.ExternalJoinAsync(new ExternalJoinRequest { GroupInfo = bad }));
        await Refusals.RefusedAsync(client.ExternalJoinAsync(new ExternalJoinRequest { GroupInfo = info.GroupInfo, RatchetTree = bad }));
        await Refusals.RefusedAsync(client.ExternalJoinAsync(new ExternalJoinRequest { GroupInfo = info.GroupInfo }));
        await Refusals.RefusedAsync(client.ExternalJoinAsync(new ExternalJoinRequest { GroupInfo = package }));
        await Refusals.RefusedAsync(client.UnprotectAsync(new UnprotectRequest { StateId = alice.State, Ciphertext = bad }));
        await Refusals.RefusedAsync(client.AddProposalAsync(new AddProposalRequest { StateId = alice.State, KeyPackage = bad }));
        await Refusals.RefusedAsync(client.AddProposalAsync(new AddProposalRequest { StateId = alice.State, KeyPackage = info.GroupInfo }));
        await Refusals.RefusedAsync(client.AddExternalSignerAsync(new AddExternalSignerRequest { StateId = alice.State, ExternalSender = bad }));
        await Refusals.RefusedAsync(client.CommitAsync(new CommitRequest { StateId = alice.State, ByReference = { bad } }));
        await Refusals.RefusedAsync(client.CommitAsync(new CommitRequest { StateId = alice.State, ByReference = { package } }));
        await Refusals.RefusedAsync(client.CommitAsync(new CommitRequest { StateId = alice.State, ByValue = { badDescription } }));
        await Refusals.RefusedAsync(client.CommitAsync(new CommitRequest { StateId = alice.State, ByValue = { Script.Describe("merge") } }));
        await Refusals.RefusedAsync(client.HandleCommitAsync(new HandleCommitRequest { StateId = alice.State, Commit = bad }));
        await Refusals.RefusedAsync(client.HandleCommitAsync(new HandleCommitRequest { StateId = alice.State, Commit = package }));
        await Refusals.RefusedAsync(client.HandleReInitCommitAsync(new HandleCommitRequest { StateId = alice.State, Proposal = { bad }, Commit = bad }));
        await Refusals.RefusedAsync(client.CreateBranchAsync(new CreateBranchRequest { StateId = alice.State, KeyPackages = { bad } }));
        await Refusals.RefusedAsync(client.HandleBranchAsync(new HandleBranchRequest { StateId = alice.State, TransactionId = alice.Transaction, Welcome = bad }));
        await Refusals.RefusedAsync(client.NewMemberAddProposalAsync(new NewMemberAddProposalRequest { GroupInfo = bad }));
        await Refusals.RefusedAsync(script["ds"].Client.ExternalSignerProposalAsync(new ExternalSignerProposalRequest { SignerId = script["ds"].Signer, GroupInfo = bad }));
        await Refusals.RefusedAsync(script["ds"].Client.ExternalSignerProposalAsync(
            new ExternalSignerProposalRequest { SignerId = script["ds"].Signer, GroupInfo = info.GroupInfo, RatchetTree = info.RatchetTree, Description = badDescription }));
        await script.AgreeAsync();
        await script.CommitAsync("alice");
    }

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        var script = new Script(servers, 1, encrypt: false);
        await script.FoundAsync("alice", "bob");
        var alice = script["alice"];
        foreach (var suite in new uint[] { 0, 8, 65_537 })
        {
            await Refusals.RefusedAsync(alice.Client.CreateGroupAsync(new CreateGroupRequest { CipherSuite = suite }));
            await Refusals.RefusedAsync(alice.Client.CreateKeyPackageAsync(new CreateKeyPackageRequest { CipherSuite = suite }));
            await Refusals.RefusedAsync(alice.Client.CreateExternalSignerAsync(new CreateExternalSignerRequest { CipherSuite = suite }));
        }

        var extension = new Extension { ExtensionType = 65_539 };
        await Refusals.RefusedAsync(alice.Client.GroupContextExtensionsProposalAsync(new GroupContextExtensionsProposalRequest { StateId = alice.State, Extensions = { extension } }));
        await Refusals.RefusedAsync(alice.Client.ReInitProposalAsync(new ReInitProposalRequest { StateId = alice.State, CipherSuite = 65_537 }));
        await Refusals.RefusedAsync(alice.Client.ExportAsync(new ExportRequest { StateId = alice.State, Label = "label", KeyLength = 255 * 32 + 1 }));
        await Refusals.RefusedAsync(alice.Client.ExportAsync(new ExportRequest { StateId = alice.State, Label = "label", KeyLength = uint.MaxValue }));
        Assert.Equal(255 * 32, (await alice.Client.ExportAsync(new ExportRequest { StateId = alice.State, Label = "label", KeyLength = 255 * 32 })).ExportedSecret.Length);
        await script.AgreeAsync();
    }

    [Fact]
    public async Task A_refused_Commit_leaves_the_one_before_pending_and_the_state_as_it_was()
    {
        var script = new Script(servers, 2, encrypt: true);
        await script.FoundAsync("alice", "bob");
        var (alice, bob) = (script["alice"], script["bob"]);
        await Refusals.RefusedAsync(alice.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = alice.State }));
        var made = await alice.Client.CommitAsync(new CommitRequest { StateId = alice.State, ForcePath = true });
        var unknown = new ProposalDescription { ProposalType = Script.Text("externalPSK"), PskId = Script.Text("unknown") };
        await Refusals.RefusedAsync(alice.Client.CommitAsync(new CommitRequest { StateId = alice.State, ByValue = { unknown } }));
        await Refusals.RefusedAsync(bob.Client.HandleCommitAsync(new HandleCommitRequest { StateId = NoSuchId, Commit = made.Commit }));
        await script.AgreeAsync();
        var own = await alice.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = alice.State });
        var followed = await bob.Client.HandleCommitAsync(new HandleCommitRequest { StateId = bob.State, Commit = made.Commit });
        Assert.Equal(own.EpochAuthenticator, followed.EpochAuthenticator);
        await script.AgreeAsync();
        await Refusals.RefusedAsync(bob.Client.HandleCommitAsync(new HandleCommitRequest { StateId = bob.State, Commit = made.Commit }));
        await script.AgreeAsync();
    }

    [Fact]
    public async Task A_Commit_that_another_overtakes_is_dropped()
    {
        var script = new Script(servers, 1, encrypt: true);
        await script.FoundAsync("alice", "bob");
        var alice = script["alice"];
        await alice.Client.CommitAsync(new CommitRequest { StateId = alice.State, ForcePath = true });
        await script.CommitAsync("bob", new CommitRequest { ForcePath = true });
        await Refusals.RefusedAsync(alice.Client.HandlePendingCommitAsync(new HandlePendingCommitRequest { StateId = alice.State }));
        await script.CommitAsync("alice", new CommitRequest { ForcePath = true });
        await script.TalkAsync();
    }

    [Fact]
    public async Task A_state_that_is_freed_is_gone_and_a_KeyPackage_is_used_once()
    {
        var script = new Script(servers, 1, encrypt: false);
        await script.FoundAsync("alice");
        var package = await script.KeyPackageAsync("bob");
        var alice = script["alice"];
        var made = await alice.Client.CommitAsync(new CommitRequest
        {
            StateId = alice.State, ByValue = { new ProposalDescription { ProposalType = Script.Text("add"), KeyPackage = package } },
        });
        var bob = script["bob"];
        var join = new JoinGroupRequest { TransactionId = bob.Transaction, Welcome = made.Welcome };
        await bob.Client.JoinGroupAsync(join);
        await Refusals.RefusedAsync(bob.Client.JoinGroupAsync(join));
        await alice.Client.FreeAsync(new FreeRequest { StateId = alice.State });
        await Refusals.RefusedAsync(alice.Client.StateAuthAsync(new StateAuthRequest { StateId = alice.State }));
        await Refusals.RefusedAsync(alice.Client.FreeAsync(new FreeRequest { StateId = alice.State }));
    }

    private static MethodInfo Implementation(MethodDescriptor method) =>
        typeof(MlsClientService).GetMethod(method.Name, [method.InputType.ClrType, typeof(ServerCallContext)])!;

    private static Task CallAsync(MlsClientService service, MethodDescriptor method, IMessage request)
    {
        try
        {
            return (Task)Implementation(method).Invoke(service, [request, null])!;
        }
        catch (TargetInvocationException thrown)
        {
            return Task.FromException(thrown.InnerException!);
        }
    }
}
