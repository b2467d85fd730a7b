using System.Text;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice.Directory;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.Directory;

public sealed class DirectoryRecordTests
{
    public static TheoryData<string, DirectoryStatement> Statements => new()
    {
        { "01" + "0464312d61" + "02aabb", new DirectoryStatement.DeviceKey("d1-a", new SignaturePublicKey([0xaa, 0xbb])) },
        { "02" + "02aabb" + "0102030405060708" + "000000000000000a", new DirectoryStatement.LeafKey(new SignaturePublicKey([0xaa, 0xbb]), 0x0102030405060708, 10) },
        { "04" + "026431", new DirectoryStatement.SuspendDevice("d1") },
        { "03" + "026431" + "0000000000000009" + "000000000000000b", new DirectoryStatement.RevokeDevice("d1", 9, 11) },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_has_this_encoding_and_comes_back(string hex, DirectoryStatement statement)
    {
        Assert.Equal(hex, Tls.EncodeOpaque(statement).ToString());
        Assert.Equal(statement, Tls.Decode<DirectoryStatement>(OpaqueBytes.FromHex(hex)));
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_record_is_signed_by_its_signer_for_its_user_under_the_label_of_its_statement(string hex, DirectoryStatement statement)
    {
        var record = Tls.Decode<DirectoryRecord>(Tls.Encode(Account.Record(statement, "A")));
        var label = statement switch
        {
            DirectoryStatement.DeviceKey => "mdm device key",
            DirectoryStatement.LeafKey => "mdm leaf key",
            DirectoryStatement.SuspendDevice => "mdm suspend",
            _ => "mdm revoke",
        };

        // struct { opaque user<V>; DirectoryStatement statement; SignaturePublicKey signer; }, written out by hand.
        byte[] signed = [16, .. UserId.Of("alice").Span, .. Convert.FromHexString(hex), 32, .. Account.Public("A").Octets.Span];
        Assert.True(record.IsSignatureValid(Suites.One, "alice"));
        Assert.True(Suites.One.VerifyWithLabel(Account.Public("A"), Encoding.ASCII.GetBytes(label), signed, record.Signature.Span));
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_record_changed_anywhere_is_not_signed_any_more(string hex, DirectoryStatement statement)
    {
        var record = Account.Record(statement, "A");

        Assert.False(record.IsSignatureValid(Suites.One, "bob"));
        Assert.False((record with { Signer = Account.Public("B") }).IsSignatureValid(Suites.One, "alice"));
        Assert.False((record with { Signature = default }).IsSignatureValid(Suites.One, "alice"));
        var changed = OpaqueBytes.FromHex(hex[..^2] + (hex.EndsWith("00", StringComparison.Ordinal) ? "01" : "00"));
        Assert.False((record with { Statement = Tls.Decode<DirectoryStatement>(changed) }).IsSignatureValid(Suites.One, "alice"));
    }

    [Theory]
    [InlineData("00026431000000000000000900")]
    [InlineData("040264310000000000000009")]
    [InlineData("0302ffff0000000000000009")]
    [InlineData("")]
    public void Octets_that_are_no_statement_are_malformed(string hex) =>
        Assert.Throws<MalformedException>(() => Tls.Decode<DirectoryStatement>(OpaqueBytes.FromHex(hex)));

    [Fact]
    public void A_record_cut_off_or_prolonged_is_malformed()
    {
        var octets = Tls.Encode(Account.Record(new DirectoryStatement.RevokeDevice("d1", 9, 9), "A"));

        for (var length = 0; length < octets.Length; length++)
        {
            var cut = octets[..length];
            Assert.Throws<MalformedException>(() => Tls.Decode<DirectoryRecord>(cut));
        }

        Assert.Throws<MalformedException>(() => Tls.Decode<DirectoryRecord>((byte[])[.. octets, 0]));
    }
}
