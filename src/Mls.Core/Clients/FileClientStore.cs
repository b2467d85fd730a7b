using Mls.Core.Storage;
using Mls.Core.Wire;

namespace Mls.Core.Clients;

/// <summary>A client in a directory of its own: a directory for each part, as <see cref="FileGroupStore"/> keeps it. The files are not encrypted. One process at a time.</summary>
public sealed class FileClientStore : IClientStore
{
    private readonly string _directory;

    /// <summary>Opens the directory, which is made where it is missing.</summary>
    public FileClientStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Directory.CreateDirectory(directory).FullName;
    }

    /// <inheritdoc/>
    public IGroupStore Part(OpaqueBytes name) => new FileGroupStore(PathOf(name));

    /// <inheritdoc/>
    public async Task DeleteAsync(OpaqueBytes name, CancellationToken cancellationToken)
    {
        var part = new DirectoryInfo(PathOf(name));
        if (!part.Exists)
        {
            return;
        }

        foreach (var file in part.EnumerateFiles())
        {
            await using (var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Write))
            {
                await stream.WriteAsync(new byte[file.Length], cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            file.Delete();
        }

        part.Delete();
    }

    private string PathOf(OpaqueBytes name) => Path.Combine(_directory, name.ToString());
}
