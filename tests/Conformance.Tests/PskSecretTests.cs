using Mls.Core.Schedule;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Conformance.Tests;

public sealed class PskSecretTests
{
    private const string File = "psk_secret";

    public static TheoryData<int, string> Cases() => Vectors.Rows(File);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_chain_gives_the_published_secret(int index, string label)
    {
        Assert.NotEmpty(label);
        var test = Vectors.Case(File, index);
        var crypto = test.Crypto();
        var psks = test.GetProperty("psks");
        using var builder = new PskSecretBuilder(crypto, psks.GetArrayLength());
        foreach (var item in psks.EnumerateArray())
        {
            using var psk = new ExternalPsk(item.Octets("psk"));
            builder.Add(new PreSharedKeyId.External(new OpaqueBytes(item.Octets("psk_id")), new OpaqueBytes(item.Octets("psk_nonce"))), psk);
        }

        using var secret = builder.Build();

        Assert.Equal(test.Octets("psk_secret"), secret.Expose());
    }
}
