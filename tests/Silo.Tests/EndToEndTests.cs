using System.Diagnostics;
using System.Text.Json;
using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Silo.Tests.Planted;
using Xunit;

namespace Silo.Tests;

/// <summary>The program as a person starts it: real processes, real silos, real MLS. One seed, one digest.</summary>
public sealed class EndToEndTests
{
    private static readonly string[] Small = ["compare", "ci", "--json", "--set", "population.users=9", "--set", "messages.perUserAndDay=4"];

    [Fact]
    public async Task The_digest_is_that_of_the_seed_whatever_the_silos_the_cores_and_the_threads()
    {
        Summary[] one = await RunAsync(2, [.. Small, "--silos", "1"]);
        Assert.Equal(["multi-client", "tree-root"], one.Select(summary => summary.Mode));
        Assert.All(one, summary => Assert.Equal(0, summary.Violations));
        Assert.NotEqual(one[0].Digest, one[1].Digest);
        Assert.Equal(one[0].TraceDigest, one[1].TraceDigest);

        Summary[] three = await RunAsync(2, [.. Small, "--silos", "3"]);
        Assert.Equal(one.Select(summary => summary.Digest), three.Select(summary => summary.Digest));
        Assert.All(three, summary =>
        {
            Assert.Equal(3, summary.DevicesBySilo.Length);
            Assert.Equal(one[0].DevicesBySilo.Sum(), summary.DevicesBySilo.Sum());
            Assert.All(summary.DevicesBySilo, devices => Assert.True(devices * 5 >= summary.DevicesBySilo.Sum(), string.Join(", ", summary.DevicesBySilo)));
        });

        foreach (var other in (Summary[][])[await RunAsync(1, Small), await RunAsync(2, [.. Small, "--threads", "1"])])
        {
            Assert.Equal(one.Select(summary => summary.Digest), other.Select(summary => summary.Digest));
        }
    }

    [Fact]
    public async Task Another_seed_gives_another_digest()
    {
        string[] modes = ["multi-client", "tree-root"];
        foreach (var mode in modes)
        {
            Assert.NotEqual(await DigestAsync(new RealBench(), mode, 1), await DigestAsync(new RealBench(), mode, 2));
        }
    }

    [Theory]
    [InlineData("multi-client")]
    [InlineData("tree-root")]
    public async Task One_flipped_octet_in_one_payload_gives_another_digest(string mode)
    {
        var left = 1;
        var flip = new ChangedMail(envelope =>
        {
            if (envelope.Kind != MailKinds.Group || envelope.Letter.Operation.Name != "send-message" || Interlocked.Decrement(ref left) != 0)
            {
                return envelope;
            }

            byte[] body = envelope.Body.Span.ToArray();
            body[^1] ^= 1;
            return ChangedMail.WithBody(envelope, body);
        });

        Assert.NotEqual(await DigestAsync(new RealBench(), mode, 1), await DigestAsync(new RealBench { Mail = flip }, mode, 1));
        Assert.True(left <= 0);
    }

    private static async Task<string> DigestAsync(RealBench bench, string mode, int seed)
    {
        await bench.RunAsync("run", "ci", "--mode", mode, "--json", "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Assert.Single(Read(bench.Output)).Digest;
    }

    private static async Task<Summary[]> RunAsync(int cores, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Silo.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = cores.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {await error}");
        return Read(output);
    }

    private static Summary[] Read(string json)
    {
        using JsonDocument summaries = JsonDocument.Parse(json);
        return
        [
            .. summaries.RootElement.EnumerateArray().Select(summary => new Summary(
                summary.GetProperty("mode").GetString()!,
                summary.GetProperty("digest").GetString()!,
                summary.GetProperty("traceDigest").GetString()!,
                [.. summary.GetProperty("devicesBySilo").EnumerateArray().Select(silo => silo.GetInt64())],
                summary.GetProperty("invariants").GetProperty("violations").GetInt64())),
        ];
    }

    private sealed record Summary(string Mode, string Digest, string TraceDigest, long[] DevicesBySilo, long Violations);
}
