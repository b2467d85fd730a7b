using System.Globalization;

namespace Mls.Core.Tests.Storage;

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mls-store-");
    private int _count;

    /// <summary>A path below it that does not exist yet.</summary>
    public string Fresh() => Path.Combine(_folder.FullName, (_count++).ToString(CultureInfo.InvariantCulture));

    public void Dispose() => _folder.Delete(recursive: true);
}
