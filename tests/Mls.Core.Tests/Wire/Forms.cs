using Mls.Core.Clients;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Schedule;
using Mls.Core.Storage;
using Mls.Core.Tree;

namespace Mls.Core.Tests.Wire;

/// <summary>The wire format once more, as RFC 9420 writes its structs down; nothing here comes from the product but the names of its types.</summary>
internal static class Forms
{
    private static readonly int[] ContentTypes = [1, 2, 3];
    private static readonly int[] SenderTypes = [1, 2, 3, 4];
    private static readonly int[] FramedFormats = [1, 2];
    private static readonly int[] Usages = [1, 2, 3];

    /// <summary>The form of each type that the product decodes.</summary>
    public static IReadOnlyDictionary<Type, Form> All { get; } = Make();

    /// <summary>Trees of the right pieces that are none: empty, blank at the end, of an even number of nodes, a leaf at an odd place, a parent at an even one.</summary>
    public static IReadOnlyList<Piece> WrongTrees { get; } = WrongTreePieces();

    private static Form U16 => Form.Number(2);

    private static Form U32 => Form.Number(4);

    private static Form U64 => Form.Number(8);

    private static Form Opaque => Form.Opaque();

    private static Form Extensions => Form.List(Form.Struct(U16, Opaque));

    private static Form Certificates => Form.List(Opaque);

    // Section 5.3; a credential of a type that nobody knows is one vector here.
    private static Form CredentialForm => Form.OneOf(
        Form.Struct(Form.Sample(new Piece.Raw(0, 1)), Opaque),
        Form.Struct(Form.Sample(new Piece.Raw(0, 2)), Certificates),
        Form.Struct(Form.Sample(new Piece.Raw(0x0a, 0x0a)), Opaque));

    private static Form CapabilitiesForm => Form.Struct(Form.List(U16), Form.List(U16), Form.List(U16), Form.List(U16), Form.List(U16));

    private static Form SourceForm => Form.OneOf(
        Form.Struct(Form.Code(1, 1, 1, 2, 3), U64, U64),
        Form.Code(1, 2, 1, 2, 3),
        Form.Struct(Form.Code(1, 3, 1, 2, 3), Opaque));

    private static Form LeafForm => Form.Struct(Opaque, Opaque, CredentialForm, CapabilitiesForm, SourceForm, Extensions, Opaque);

    private static Form ParentForm => Form.Struct(Opaque, Opaque, Form.List(U32));

    private static Form KeyPackageForm => KeyPackageOf(U16);

    private static Form CiphertextForm => Form.Struct(Opaque, Opaque);

    private static Form PathNodeForm => Form.Struct(Opaque, Form.List(CiphertextForm));

    private static Form PathForm => Form.Struct(LeafForm.Few(), Form.List(PathNodeForm));

    private static Form PskForm => Form.OneOf([
        Form.Struct(Form.Code(1, 1, 1, 2), Opaque, Opaque),
        .. Usages.Select(usage => Form.Struct(Form.Code(1, 2, 1, 2), Form.Code(1, usage, 1, 2, 3), Opaque, U64, Opaque)),
    ]);

    // Section 12.1; a proposal of a type that nobody knows is one vector here.
    private static Form ProposalForm => Form.OneOf(
        OfType(1, KeyPackageForm.Few()),
        OfType(2, LeafForm.Few()),
        OfType(3, U32),
        OfType(4, PskForm),
        OfType(5, Form.Struct(Opaque, U16, U16, Extensions)),
        OfType(6, Opaque),
        OfType(7, Extensions),
        OfType(0x0a0a, Opaque));

    private static Form ProposalOrRefForm => Form.OneOf(Form.Struct(Form.Code(1, 1, 1, 2), ProposalForm), Form.Struct(Form.Code(1, 2, 1, 2), Opaque));

    private static Form CommitForm => Form.Struct(Form.List(ProposalOrRefForm), Form.Maybe(PathForm));

    private static Form ContextForm => Form.Struct(U16, U16, Opaque, U64, Opaque, Opaque, Extensions);

    private static Form GroupInfoForm => Form.Struct(ContextForm, Extensions, Opaque, U32, Opaque);

    private static Form SecretsOfOneForm => Form.Struct(Opaque, CiphertextForm);

    private static Form WelcomeForm => Form.Struct(U16, Form.List(SecretsOfOneForm), Opaque);

    private static Form PrivateMessageForm =>
        Form.OneOf([.. ContentTypes.Select(type => Form.Struct(Opaque, U64, Form.Code(1, type, ContentTypes), Opaque, Opaque, Opaque))]);

    private static Form PublicMessageForm => Form.OneOf([
        .. from sender in SenderTypes
           from type in ContentTypes
           select Form.Struct([ContentForm(sender, type), AuthForm(type), .. sender == 1 ? [Opaque] : Array.Empty<Form>()]),
    ]);

    private static Form SenderForm(int type) => type switch
    {
        1 or 2 => Form.Struct(Form.Code(1, type, 1, 2, 3, 4), U32),
        _ => Form.Code(1, type, 1, 2, 3, 4),
    };

    private static Form ContentForm(int sender, int type) => Form.Struct(Opaque, U64, SenderForm(sender), Opaque, Form.Code(1, type, ContentTypes), type switch
    {
        1 => Opaque,
        2 => ProposalForm.Few(),
        _ => CommitForm.Few(),
    });

    private static Form AuthForm(int type) => type == 3 ? Form.Struct(Opaque, Opaque) : Opaque;

    private static Form OfType(int type, Form body) => Form.Struct(Form.Sample(new Piece.Raw((byte)(type >> 8), (byte)(type & 0xff))), body);

    private static Form Message(int format, Form body) => Form.Struct(Form.Code(2, 1, 1), Form.Code(2, format, 1, 2, 3, 4, 5), body);

    /// <summary>Section 12.4.3.3: leaves at even places, parents at odd ones, an odd number of nodes, the last not blank.</summary>
    private static Form TreeForm()
    {
        return Form.OneOf(
            Form.Sample(new Piece.Vector(isList: true, Leaf(0))),
            Form.Sample(new Piece.Vector(isList: true, Leaf(1), Parent(0), Leaf(2))),
            Form.Sample(new Piece.Vector(isList: true, Leaf(3), Blank(), Leaf(4), Parent(1), Blank(), Blank(), Leaf(5))),
            Form.Sample(new Piece.Vector(isList: true, Blank(), Blank(), Blank(), Parent(2), Leaf(6))),
            Form.Sample(new Piece.Vector(isList: true, Blank(), Blank(), Leaf(7))));
    }

    private static Piece[] WrongTreePieces() =>
    [
        new Piece.Vector(isList: true),
        new Piece.Vector(isList: true, Blank()),
        new Piece.Vector(isList: true, Leaf(0), Parent(0)),
        new Piece.Vector(isList: true, Leaf(0), Blank(), Blank()),
        new Piece.Vector(isList: true, Leaf(0), Parent(0), Leaf(1), Blank()),
        new Piece.Vector(isList: true, Leaf(0), Leaf(1), Leaf(2)),
        new Piece.Vector(isList: true, Parent(0)),
        new Piece.Vector(isList: true, Leaf(0), Parent(0), Parent(1)),
    ];

    private static Piece.Maybe Leaf(int i) => new Piece.Maybe(new Piece.Sequence(new Piece.Code(1, 1, [1]), LeafForm.Samples[i % LeafForm.Samples.Count]));

    private static Piece.Maybe Parent(int i) => new Piece.Maybe(new Piece.Sequence(new Piece.Code(1, 2, [2]), ParentForm.Samples[i % ParentForm.Samples.Count]));

    private static Piece.Maybe Blank() => new Piece.Maybe(null);

    private static Dictionary<Type, Form> Make() => new()
    {
        [typeof(ProtocolVersion)] = U16,
        [typeof(CipherSuite)] = U16,
        [typeof(ExtensionType)] = U16,
        [typeof(ProposalType)] = U16,
        [typeof(CredentialType)] = U16,
        [typeof(LeafIndex)] = U32,
        [typeof(Epoch)] = U64,
        [typeof(Lifetime)] = Form.Struct(U64, U64),
        [typeof(GroupId)] = Opaque,
        [typeof(HpkePublicKey)] = Opaque,
        [typeof(SignaturePublicKey)] = Opaque,
        [typeof(KeyPackageRef)] = Opaque,
        [typeof(ProposalRef)] = Opaque,
        [typeof(MacTag)] = Opaque,
        [typeof(Credential.Certificate)] = Opaque,
        [typeof(Credential)] = CredentialForm,
        [typeof(Capabilities)] = CapabilitiesForm,
        [typeof(RequiredCapabilities)] = Form.Struct(Form.List(U16), Form.List(U16), Form.List(U16)),
        [typeof(Extension)] = Form.Struct(U16, Opaque),
        [typeof(ExtensionList)] = Extensions,
        [typeof(ExternalSender)] = Form.Struct(Opaque, CredentialForm),
        [typeof(ExternalSenders)] = Form.List(Form.Struct(Opaque, CredentialForm)),
        [typeof(LeafNodeSource)] = SourceForm,
        [typeof(LeafNode)] = LeafForm,
        [typeof(ParentNode)] = ParentForm,
        [typeof(RatchetTree)] = TreeForm(),
        [typeof(KeyPackage)] = KeyPackageForm,
        [typeof(HpkeCiphertext)] = CiphertextForm,
        [typeof(UpdatePathNode)] = PathNodeForm,
        [typeof(UpdatePath)] = PathForm,
        [typeof(PreSharedKeyId)] = PskForm,
        [typeof(Proposal)] = ProposalForm,
        [typeof(ProposalOrRef)] = ProposalOrRefForm,
        [typeof(Commit)] = CommitForm,
        [typeof(GroupContext)] = ContextForm,
        [typeof(GroupInfo)] = GroupInfoForm,
        [typeof(GroupSecrets)] = Form.Struct(Opaque, Form.Maybe(Opaque), Form.List(PskForm)),
        [typeof(EncryptedGroupSecrets)] = SecretsOfOneForm,
        [typeof(Welcome)] = WelcomeForm,
        [typeof(Sender)] = Form.OneOf([.. SenderTypes.Select(SenderForm)]),
        [typeof(SenderData)] = Form.Struct(U32, U32, U32),
        [typeof(FramedContent)] = Form.OneOf([.. from sender in SenderTypes from type in ContentTypes select ContentForm(sender, type)]),
        [typeof(AuthenticatedContent)] = Form.OneOf([
            .. from format in FramedFormats
               from type in ContentTypes
               select Form.Struct(Form.Code(2, format, 1, 2), ContentForm(format, type), AuthForm(type)),
        ]),
        [typeof(PublicMessage)] = PublicMessageForm,
        [typeof(PrivateMessage)] = PrivateMessageForm,
        [typeof(MlsMessage)] = Form.OneOf(
            Message(1, PublicMessageForm.Few()), Message(2, PrivateMessageForm), Message(3, WelcomeForm), Message(4, GroupInfoForm), Message(5, KeyPackageOf(Form.Code(2, 1, 1)).Few())),

        // Those that are not the RFC's: the heads of a stored group and of a stored client, and what a client notes of a group.
        [typeof(GroupHead)] = Form.Struct(Form.Code(2, 1, 2), U16, Opaque, U64, U32, Form.Number(16)),
        [typeof(ClientHead)] = Form.Struct(Form.Code(2, 1, 1), U16, U32, Form.Number(16)),
        [typeof(GroupEntry)] = Form.Struct(Opaque, Form.Code(1, 1, 1, 2, 3), Opaque, Opaque),
    };

    private static Form KeyPackageOf(Form version) => Form.Struct(version, U16, Opaque, LeafForm, Extensions, Opaque);
}
