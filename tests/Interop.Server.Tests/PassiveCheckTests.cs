using System.Text.Json.Nodes;
using TestKit;
using Xunit;

namespace Interop.Server.Tests;

public sealed class PassiveCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("passive");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_in_another_format_is_skipped_by_name_and_no_case_is_no_failure()
    {
        Write("other.json", """[{"cipher_suite": 1, "welcome": "00"}]""");
        Write("broken.json", "[");
        var (code, lines) = Run();
        Assert.Equal(0, code);
        Assert.Equal(
            ["broken.json: skipped, not in the passive-client format", "other.json: skipped, not in the passive-client format", "passive-client cases: 0 passed, 0 failed"],
            lines);
    }

    [Fact]
    public void Published_cases_pass_and_a_spoilt_one_fails_the_check()
    {
        Vectors.Require("passive-client-welcome");
        var published = JsonNode.Parse(Vectors.Case("passive-client-welcome", 0).GetRawText())!;
        Write("one.json", new JsonArray(published.DeepClone()).ToJsonString());
        var (code, lines) = Run();
        Assert.Equal(0, code);
        Assert.Equal("passive-client cases: 1 passed, 0 failed", lines[^1]);

        var spoilt = published.DeepClone();
        spoilt["initial_epoch_authenticator"] = new string('0', 64);
        var incomplete = published.DeepClone();
        incomplete.AsObject().Remove("welcome");
        Write("two.json", new JsonArray(published, spoilt, incomplete).ToJsonString());
        (code, lines) = Run();
        Assert.Equal(1, code);
        Assert.Equal("passive-client cases: 2 passed, 2 failed", lines[^1]);
        Assert.Contains(lines, line => line.StartsWith("two.json: case 1: another epoch authenticator", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_wrong_use()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(2, PassiveCheck.Run(new DirectoryInfo(Path.Combine(_folder.FullName, "none")), output, error));
        Assert.Contains("no such folder", error.ToString(), StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private (int Code, string[] Lines) Run()
    {
        using var output = new StringWriter();
        var code = PassiveCheck.Run(_folder, output, output);
        return (code, output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }
}
