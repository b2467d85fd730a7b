using Google.Protobuf;
using Mls.Core.Framing;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Extension = Mls.Core.Nodes.Extension;

namespace Interop.Server;

/// <summary>Between octet fields of the interface and structures of RFC 9420.</summary>
internal static class Messages
{
    /// <summary>An MLSMessage.</summary>
    /// <exception cref="MalformedException">It is none.</exception>
    public static MlsMessage Read(ByteString octets) => Tls.Decode<MlsMessage>(octets.Span);

    /// <summary>The Welcome in an MLSMessage.</summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static Welcome ReadWelcome(ByteString octets) => ((MlsMessage.OfWelcome)Read<MlsMessage.OfWelcome>(octets)).Welcome;

    /// <summary>The GroupInfo in an MLSMessage.</summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static GroupInfo ReadGroupInfo(ByteString octets) => ((MlsMessage.OfGroupInfo)Read<MlsMessage.OfGroupInfo>(octets)).GroupInfo;

    /// <summary>The KeyPackage in an MLSMessage.</summary>
    /// <exception cref="RefusedException">It is something else.</exception>
    public static KeyPackage ReadKeyPackage(ByteString octets) => ((MlsMessage.OfKeyPackage)Read<MlsMessage.OfKeyPackage>(octets)).KeyPackage;

    /// <summary>A ratchet tree; <see langword="null"/> where the field is empty.</summary>
    public static RatchetTree? ReadTree(ByteString octets) => octets.IsEmpty ? null : Tls.Decode<RatchetTree>(octets.Span);

    /// <summary>Octets of the interface.</summary>
    public static OpaqueBytes Opaque(this ByteString octets) => new(octets.Span);

    /// <summary>Any structure as octets of the interface.</summary>
    public static ByteString ToField<T>(this T value)
        where T : ITlsStruct<T> => ByteString.CopyFrom(Tls.Encode(value));

    /// <summary>A KeyPackage as an MLSMessage.</summary>
    public static ByteString ToMessage(this KeyPackage package) => ToField<MlsMessage>(new MlsMessage.OfKeyPackage(package));

    /// <summary>A Welcome as an MLSMessage; empty where there is none.</summary>
    public static ByteString ToMessage(this Welcome? welcome) => welcome is null ? ByteString.Empty : ToField<MlsMessage>(new MlsMessage.OfWelcome(welcome));

    /// <summary>Extensions of the interface.</summary>
    /// <exception cref="RefusedException">A type has more than 16 bits.</exception>
    public static ExtensionList ToExtensions(this IEnumerable<Protos.Extension> extensions) => new(extensions
        .Select(extension => new Extension(new ExtensionType(Number(extension.ExtensionType, "extension type")), extension.ExtensionData.Opaque()))
        .ToValueList());

    /// <summary>A number of 16 bits.</summary>
    /// <exception cref="RefusedException">It has more.</exception>
    public static ushort Number(uint value, string what) => value <= ushort.MaxValue ? (ushort)value : throw new RefusedException($"{what} {value} has more than 16 bits");

    /// <summary>Whether a message holds a proposal.</summary>
    public static bool IsProposal(MlsMessage message) => ContentTypeOf(message) == ContentType.Proposal;

    /// <summary>Whether a message holds a Commit.</summary>
    public static bool IsCommit(MlsMessage message) => ContentTypeOf(message) == ContentType.Commit;

    /// <summary>Whether a message holds application data.</summary>
    public static bool IsApplication(MlsMessage message) => ContentTypeOf(message) == ContentType.Application;

    private static MlsMessage Read<T>(ByteString octets)
        where T : MlsMessage
    {
        var message = Read(octets);
        return message is T ? message : throw new RefusedException($"a {message.WireFormat} where a {typeof(T).Name[2..]} is due");
    }

    private static ContentType? ContentTypeOf(MlsMessage message) => message switch
    {
        MlsMessage.OfPublicMessage { Message.Content.Body.ContentType: var type } => type,
        MlsMessage.OfPrivateMessage { Message.ContentType: var type } => type,
        _ => null,
    };
}
