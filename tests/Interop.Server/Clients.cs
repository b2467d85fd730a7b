namespace Interop.Server;

/// <summary>Everything the server holds, by the ids it has given out. One sequence of ids serves all kinds, so that an id is never of two kinds.</summary>
internal sealed class Clients : IDisposable
{
    private readonly Dictionary<uint, IDisposable> _entries = [];
    private uint _last;

    /// <summary>Takes something over and names it.</summary>
    public uint Add(IDisposable entry)
    {
        _last++;
        _entries.Add(_last, entry);
        return _last;
    }

    /// <summary>What has that id, lent.</summary>
    /// <exception cref="RefusedException">Nothing of this kind has.</exception>
    public T Find<T>(uint id)
        where T : class, IDisposable => _entries.GetValueOrDefault(id) as T ?? throw new RefusedException($"{id} is not the id of a {Kind(typeof(T))}");

    /// <summary>The keys of a state or of a transaction, lent.</summary>
    /// <exception cref="RefusedException">The id is of neither.</exception>
    public PskTable FindPsks(uint id) => _entries.GetValueOrDefault(id) switch
    {
        Member member => member.Psks,
        Transaction transaction => transaction.Psks,
        _ => throw new RefusedException($"{id} is the id of neither a state nor a transaction"),
    };

    /// <summary>Ends what has that id, and whatever hangs on it.</summary>
    public void End(uint id)
    {
        foreach (var (other, _) in _entries.Where(entry => entry.Value is Successor successor && successor.StateId == id).ToList())
        {
            End(other);
        }

        if (_entries.Remove(id, out var entry))
        {
            entry.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Dispose();
        }

        _entries.Clear();
    }

    private static string Kind(Type type) => type == typeof(Member) ? "state"
        : type == typeof(Transaction) ? "transaction"
        : type == typeof(Successor) ? "reinit"
        : "signer";
}
