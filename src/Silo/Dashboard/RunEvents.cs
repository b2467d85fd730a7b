using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Contracts.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Silo.Runs;

namespace Silo.Dashboard;

/// <summary>Server-sent events of one run for one viewer. The viewer's pace is its own: what it does not fetch is merged into what comes next, and nothing is kept for it.</summary>
/// <param name="live">The run.</param>
/// <param name="stays">Whether the stream goes on when the run is over: as long as it does, somebody watches.</param>
internal sealed class RunEvents(LiveRun live, bool stays) : IResult
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        CancellationToken ending = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, ending);
        CancellationToken gone = either.Token;
        using IDisposable watching = live.Watching();
        LiveCursor cursor = LiveCursor.Start;
        RunTicket? told = null;
        try
        {
            while (true)
            {
                LiveNews news = await live.NewsAsync(cursor, gone);
                string id = news.Next.Changes.ToString(CultureInfo.InvariantCulture);
                if (!ReferenceEquals(told, news.Ticket))
                {
                    await SendAsync(response, "run", id, JsonSerializer.Serialize(news.Ticket, DashboardJson.Default.RunTicket), gone);
                }

                await SendPointsAsync(response, id, news.Points, isFirst: told is null, gone);
                (told, cursor) = (news.Ticket, news.Next);
                if (!stays && live.IsOver)
                {
                    await SendAsync(response, "ended", id, "{}", gone);
                    return;
                }

                await response.Body.FlushAsync(gone);
                await Task.Delay(Pace, TimeProvider.System, gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The viewer has gone, or the host ends.
        }
    }

    private static async Task SendPointsAsync(HttpResponse response, string id, ImmutableArray<Point> points, bool isFirst, CancellationToken gone)
    {
        if (isFirst)
        {
            await SendAsync(response, "points", id, JsonSerializer.Serialize(points, DashboardJson.Default.ImmutableArrayPoint), gone);
            return;
        }

        foreach (var point in points)
        {
            await SendAsync(response, "point", id, JsonSerializer.Serialize(point, DashboardJson.Default.Point), gone);
        }
    }

    private static Task SendAsync(HttpResponse response, string name, string id, string data, CancellationToken gone) =>
        response.WriteAsync($"id: {id}\nevent: {name}\ndata: {data}\n\n", gone);
}
