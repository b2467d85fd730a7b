using Microsoft.AspNetCore.Http;

namespace Silo.Dashboard;

/// <summary>Lets in what comes from this page and this machine only. A page of another site must neither start runs nor read them, and no name of somebody else's may be turned into a way to this port (DNS rebinding).</summary>
/// <param name="hosts">Names, with ports, under which the page is served.</param>
internal sealed class RequestGuard(IReadOnlySet<string> hosts)
{
    /// <summary>The header that a form of another site cannot send.</summary>
    public const string Header = "X-Requested-With";

    /// <summary>Its value.</summary>
    public const string HeaderValue = "mls-simulator";

    private const string ContentSecurity = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    /// <summary>Refuses with 403, or passes on.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Complaint(context.Request) is { } complaint)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(complaint + "\n", context.RequestAborted);
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Reports are whole by themselves and say what they may load; the dashboard of Orleans brings its own scripts.
        if (!context.Request.Path.StartsWithSegments("/orleans", StringComparison.Ordinal) && !context.Request.Path.Value!.Contains("/files/", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = ContentSecurity;
        }

        return next(context);
    }

    private string? Complaint(HttpRequest request)
    {
        if (!hosts.Contains(request.Host.Value ?? string.Empty))
        {
            return $"this page is served as {string.Join(", ", hosts.Order(StringComparer.Ordinal))} only";
        }

        string? origin = request.Headers.Origin;
        if (origin is not null && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && hosts.Contains(from.Authority)))
        {
            return "requests of other sites are refused";
        }

        bool changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        return changes && request.Headers[Header] != HeaderValue && !request.Path.StartsWithSegments("/orleans", StringComparison.Ordinal)
            ? $"requests that change something carry the header {Header}: {HeaderValue}"
            : null;
    }
}
