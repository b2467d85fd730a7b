using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Silo.Commands;
using Silo.Hosting;
using Simulation.Driving;
using Simulation.Scenarios;
using Xunit;

namespace Silo.Tests.Dashboard;

/// <summary>What the page's interface lets in, and what it refuses.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private HostedSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _silo = await HostedSilo.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task An_order_with_faults_is_refused_with_each_of_them_at_its_field_and_starts_nothing()
    {
        var order = new { scenario = "ci", modes = new[] { "telepathy" }, overrides = new Dictionary<string, string> { ["population.users"] = "none", ["seed"] = "-1", ["keyPackages.pol"] = "3" } };
        using HttpResponseMessage answer = await _silo.Http.PostAsync("/api/runs", HostedSilo.Body(order), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonArray errors = (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["errors"]!.AsArray();
        Assert.Equal(["keyPackages.pol", "modes", "population.users", "seed"], errors.Select(error => (string)error!["field"]!).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.NotEmpty((string)error!["message"]!));
        Assert.Empty((await _silo.GetAsync("/api/runs", Cancellation))["runs"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"scenario":"../../README"}""", "scenario")]
    [InlineData("""{"scenario":"/etc/passwd"}""", "scenario")]
    [InlineData("""{"scenario":"family","whenBusy":"now"}""", "whenBusy")]
    [InlineData("""{"scenario":"family","modes":[null]}""", "modes")]
    [InlineData("""{"scenario":"family","overrides":{"seed":null}}""", "overrides")]
    [InlineData("""{"scenario":7}""", "scenario")]
    [InlineData("{}", "scenario")]
    [InlineData("null", "")]
    [InlineData("{", "")]
    public async Task What_is_no_order_is_refused_with_its_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _silo.Http.PostAsync("/api/runs", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task Other_sites_other_names_and_forms_without_the_header_are_refused()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, "/api/runs", request => request.Headers.Host = "evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, "/api/runs", request => request.Headers.Host = $"evil.example:{_silo.Page.Port}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, "/api/runs", request => request.Headers.Add("Origin", "http://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(HttpMethod.Get, "/api/runs", request => request.Headers.Add("Origin", "null")));
        using var bare = new HttpClient { BaseAddress = _silo.Page };
        using HttpResponseMessage form = await bare.PostAsync("/api/runs", HostedSilo.Body(new { scenario = "ci" }), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "/api/runs", request => request.Headers.Host = $"localhost:{_silo.Page.Port}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "/api/runs", request => request.Headers.Add("Origin", _silo.Page.GetLeftPart(UriPartial.Authority))));
        Assert.Empty((await _silo.GetAsync("/api/runs", Cancellation))["runs"]!.AsArray());
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("..%2Fsecret.txt")]
    [InlineData("%2e%2e/secret.txt")]
    [InlineData("tree-root/../../secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("link.txt")]
    public async Task No_file_outside_of_a_runs_folder_is_read(string path)
    {
        string run = Path.Combine(_silo.RunsFolder, "r-0001");
        Directory.CreateDirectory(run);
        string secret = Path.Combine(_silo.RunsFolder, "secret.txt");
        await File.WriteAllTextAsync(secret, "a secret", Cancellation);
        File.CreateSymbolicLink(Path.Combine(run, "link.txt"), secret);
        foreach (var id in (string[])["r-0001", "..", "%2e%2e", "r-0001/.."])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{_silo.Page.GetLeftPart(UriPartial.Authority)}/api/runs/{id}/files/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            using HttpResponseMessage answer = await _silo.Http.SendAsync(request, Cancellation);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("a secret", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_the_schema_and_the_dashboard_of_Orleans_are_served_and_nothing_of_them_comes_from_elsewhere()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "/api/schema"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "/orleans/"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(HttpMethod.Get, "/vendor/uplot/uPlot.iife.min.js"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(HttpMethod.Get, "/api/nothing"));
        using HttpResponseMessage info = await _silo.Http.GetAsync("/api/info", Cancellation);
        Assert.Contains("default-src 'self'", info.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_that_names_it()
    {
        var plan = new HostPlan(0, 0, [_silo.Page], _silo.RunsFolder, TelemetryTarget.None);
        var refusal = await Assert.ThrowsAsync<WrongUseException>(() => HostedSilo.Silo().StartAsync(plan, Cancellation));
        Assert.Contains(_silo.Page.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task The_first_line_of_a_hosted_silo_says_where_its_page_is()
    {
        using var output = new StringWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var page = new Uri($"http://127.0.0.1:{SiloPorts.Choose(0)}");
        var firstLine = new FirstLine(() => stop.Cancel());
        Assert.Equal(ExitCode.Success, await HostedSilo.Silo(firstLine).HostAsync(new HostPlan(0, 0, [page], _silo.RunsFolder, TelemetryTarget.None), stop.Token));
        Assert.StartsWith(page.GetLeftPart(UriPartial.Authority), firstLine.Text, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        change?.Invoke(request);
        using HttpResponseMessage answer = await _silo.Http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>Keeps the first line and tells that it has come.</summary>
    private sealed class FirstLine(Action come) : StringWriter
    {
        public string Text { get; private set; } = "";

        public override Task WriteLineAsync(string? value)
        {
            if (Text.Length == 0)
            {
                Text = value ?? "";
                come();
            }

            return Task.CompletedTask;
        }
    }
}
