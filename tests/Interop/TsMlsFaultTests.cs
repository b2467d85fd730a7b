using Interop.Tests.Peers;
using Xunit;

namespace Interop.Tests;

/// <summary>Where ts-mls departs from RFC 9420.</summary>
public sealed class TsMlsFaultTests(TsMls tsMls) : IClassFixture<TsMls>
{
    private readonly TsMls _tsMls = tsMls;
}
