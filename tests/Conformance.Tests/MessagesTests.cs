using System.Text.Json;
using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class MessagesTests
{
    private const string File = "messages";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_struct_decodes_and_encodes_to_the_same_octets(int index, string label)
    {
        Assert.NotNull(label);
        var test = Vectors.Case(File, index);

        AssertMessage<MlsMessage.OfWelcome>(test, "mls_welcome");
        AssertMessage<MlsMessage.OfGroupInfo>(test, "mls_group_info");
        AssertMessage<MlsMessage.OfKeyPackage>(test, "mls_key_package");
        AssertMessage<MlsMessage.OfPublicMessage>(test, "public_message_application");
        AssertMessage<MlsMessage.OfPublicMessage>(test, "public_message_proposal");
        AssertMessage<MlsMessage.OfPublicMessage>(test, "public_message_commit");
        AssertMessage<MlsMessage.OfPrivateMessage>(test, "private_message");
        AssertRoundTrip<RatchetTree>(test, "ratchet_tree");
        AssertRoundTrip<GroupSecrets>(test, "group_secrets");
        AssertRoundTrip<Commit>(test, "commit");
        AssertBody<Proposal.Add>(test, "add_proposal", 1);
        AssertBody<Proposal.Update>(test, "update_proposal", 2);
        AssertBody<Proposal.Remove>(test, "remove_proposal", 3);
        AssertBody<Proposal.PreSharedKey>(test, "pre_shared_key_proposal", 4);
        AssertBody<Proposal.ReInit>(test, "re_init_proposal", 5);
        AssertBody<Proposal.ExternalInit>(test, "external_init_proposal", 6);
        AssertBody<Proposal.GroupContextExtensions>(test, "group_context_extensions_proposal", 7);
    }

    private static void AssertMessage<T>(JsonElement test, string name)
        where T : MlsMessage
    {
        var octets = test.Octets(name);
        var message = Tls.Decode<MlsMessage>(octets);

        Assert.IsType<T>(message);
        Assert.Equal(octets, Tls.Encode(message));
    }

    private static void AssertRoundTrip<T>(JsonElement test, string name)
        where T : ITlsStruct<T>
    {
        var octets = test.Octets(name);

        Assert.Equal(octets, Tls.Encode(Tls.Decode<T>(octets)));
    }

    // The vectors hold the proposal without its type.
    private static void AssertBody<T>(JsonElement test, string name, byte type)
        where T : Proposal
    {
        byte[] octets = [0, type, .. test.Octets(name)];
        var proposal = Tls.Decode<Proposal>(octets);

        Assert.IsType<T>(proposal);
        Assert.Equal(octets, Tls.Encode(proposal));
    }
}
