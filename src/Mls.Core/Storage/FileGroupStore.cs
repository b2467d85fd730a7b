using System.Security.Cryptography;
using Mls.Core.Wire;

namespace Mls.Core.Storage;

/// <summary>A store in a directory of its own, one file for each record. A delta is first written whole to one file and renamed, which is the moment it counts;
/// then its records are written in place. Whoever finds that file, after a crash, does so again.</summary>
/// <remarks>What is deleted or replaced is overwritten in its file. Octets are flushed to the device before a rename; how a file system or a device orders names,
/// and what it keeps of old blocks, is its own: who needs more takes a database. The files are not encrypted. One process at a time.</remarks>
public sealed class FileGroupStore : IGroupStore
{
    private const string Intent = "intent";
    private const string Unfinished = "intent.new";
    private const string Suffix = ".record";
    private const ushort Version = 1;

    private readonly string _directory;
    private bool _recovered;

    /// <summary>Opens the directory, which is made where it is missing.</summary>
    public FileGroupStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Directory.CreateDirectory(directory).FullName;
    }

    /// <summary>Called before each change of a file, with its name.</summary>
    internal Action<string> BeforeStep { get; set; } = static _ => { };

    /// <inheritdoc/>
    public async Task CommitAsync(GroupDelta delta, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delta);
        await RecoverAsync(cancellationToken);
        using var writer = new TlsWriter();
        Write(writer, delta);
        await WriteFileAsync(Unfinished, writer.ToArray(), cancellationToken);
        BeforeStep(Intent);
        File.Move(PathOf(Unfinished), PathOf(Intent), overwrite: false);

        // It counts now: from here on it is completed by whoever comes next, if not by this call.
        _recovered = false;
        await RecoverAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<OpaqueBytes, byte[]>> LoadAsync(CancellationToken cancellationToken)
    {
        await RecoverAsync(cancellationToken);
        var records = new Dictionary<OpaqueBytes, byte[]>();
        foreach (var path in Directory.EnumerateFiles(_directory, "*" + Suffix))
        {
            records.Add(KeyOf(path), await File.ReadAllBytesAsync(path, cancellationToken));
        }

        return records;
    }

    private static void Write(TlsWriter writer, GroupDelta delta)
    {
        writer.WriteUInt16(Version);
        writer.WriteVector(delta.Puts, put =>
        {
            writer.WriteOpaque(put.Key);
            writer.WriteOpaque(put.Value.Span);
        });
        writer.WriteVector(delta.Deletes, writer.WriteOpaque);
        writer.WriteFixed(SHA256.HashData(writer.Written));
    }

    private static OpaqueBytes KeyOf(string path)
    {
        try
        {
            return OpaqueBytes.FromHex(Path.GetFileNameWithoutExtension(path));
        }
        catch (FormatException)
        {
            throw new MalformedException($"{Path.GetFileName(path)} is not the name of a record", 0);
        }
    }

    /// <summary>Completes the delta that counts but is not in the records yet, and clears one that never came to count.</summary>
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (_recovered)
        {
            return;
        }

        if (File.Exists(PathOf(Unfinished)))
        {
            await DeleteFileAsync(Unfinished, cancellationToken);
        }

        if (File.Exists(PathOf(Intent)))
        {
            var octets = await File.ReadAllBytesAsync(PathOf(Intent), cancellationToken);
            foreach (var (key, value) in ReadIntent(octets))
            {
                var name = key + Suffix;
                if (value is not null)
                {
                    await WriteFileAsync(name, value, cancellationToken);
                    CryptographicOperations.ZeroMemory(value);
                }
                else if (File.Exists(PathOf(name)))
                {
                    await DeleteFileAsync(name, cancellationToken);
                }
            }

            CryptographicOperations.ZeroMemory(octets);
            await DeleteFileAsync(Intent, cancellationToken);
        }

        _recovered = true;
    }

    private static List<(OpaqueBytes Key, byte[]? Value)> ReadIntent(ReadOnlySpan<byte> octets)
    {
        var end = octets.Length - SHA256.HashSizeInBytes;
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(octets[..end]), octets[end..]))
        {
            throw new MalformedException("the stored delta is damaged", Math.Max(end, 0));
        }

        var reader = new TlsReader(octets[..end]);
        var version = reader.ReadUInt16();
        if (version != Version)
        {
            throw reader.Malformed($"stored delta of version {version}, known is {Version}");
        }

        List<(OpaqueBytes Key, byte[]? Value)> changes =
        [
            .. reader.ReadVector((ref puts) => (puts.ReadOpaque(), (byte[]?)puts.ReadOpaqueSpan().ToArray())),
            .. reader.ReadVector((ref deletes) => (deletes.ReadOpaque(), (byte[]?)null)),
        ];
        reader.ExpectEnd();
        return changes;
    }

    private async Task WriteFileAsync(string name, ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        BeforeStep(name);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(PathOf(name), options);
        await file.WriteAsync(octets, cancellationToken);
        file.SetLength(octets.Length);
        file.Flush(flushToDisk: true);
    }

    private async Task DeleteFileAsync(string name, CancellationToken cancellationToken)
    {
        // The delta's own file keeps its octets until it is gone: half-cleared it would be damage.
        if (name != Intent)
        {
            await WriteFileAsync(name, new byte[new FileInfo(PathOf(name)).Length], cancellationToken);
        }

        BeforeStep(name);
        if (name == Intent)
        {
            File.Move(PathOf(Intent), PathOf(Unfinished), overwrite: true);
            await DeleteFileAsync(Unfinished, cancellationToken);
            return;
        }

        File.Delete(PathOf(name));
    }

    private string PathOf(string name) => Path.Combine(_directory, name);
}
