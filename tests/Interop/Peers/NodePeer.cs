using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Interop.Tests.Peers;

/// <summary>A Node process that runs a driver: one JSON object per line in, one per line out, one request at a time.</summary>
public sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private int _requests;
    private int _names;

    private NodePeer(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>Starts <paramref name="script"/>, a file of <paramref name="folder"/>.</summary>
    public static NodePeer Start(string folder, string script) => new(Process.Start(new ProcessStartInfo("node", script)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    })!);

    /// <summary>A client name that this process has not had.</summary>
    public string NewName(string role) => string.Create(CultureInfo.InvariantCulture, $"{role}-{_names++}");

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="RefusedException">The driver answers with an error.</exception>
    /// <exception cref="IOException">The driver does not answer, or not to this.</exception>
    public async Task<JsonObject> AskAsync(string verb, JsonObject arguments, CancellationToken cancellation, TimeSpan? patience = null)
    {
        var id = ++_requests;
        JsonObject request = new() { ["id"] = id, ["verb"] = verb };
        foreach (var (name, value) in arguments)
        {
            request[name] = value?.DeepClone();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience ?? Patience);
        string? line;
        try
        {
            await _process.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), limit.Token);
            await _process.StandardInput.FlushAsync(limit.Token);
            line = await _process.StandardOutput.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            _process.Kill();
            throw new IOException($"no answer to {verb} in time; {Errors()}", late);
        }

        if (line is null)
        {
            await _process.WaitForExitAsync(cancellation);
            throw new IOException($"the driver ended at {verb}; {Errors()}");
        }

        var answer = JsonNode.Parse(line)!.AsObject();
        if ((int?)answer["id"] != id)
        {
            throw new IOException($"an answer to something else than {verb}: {line}");
        }

        return answer["ok"]?.AsObject() ?? throw new RefusedException($"ts-mls, {verb}: {(string?)answer["error"]}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private string Errors()
    {
        lock (_errors)
        {
            return $"its standard error: {_errors}";
        }
    }
}
