using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;

namespace Silo.Hosting;

/// <summary>Pages that are served in the process of a silo.</summary>
/// <param name="Urls">Where, such as http://localhost:8080.</param>
/// <param name="AddTo">Adds what they need of the silo.</param>
/// <param name="Map">Puts the pages in.</param>
public sealed record WebSite(ImmutableArray<Uri> Urls, Action<ISiloBuilder> AddTo, Action<WebApplication> Map);
