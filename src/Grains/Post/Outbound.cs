using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Post;

/// <summary>What one silo has gathered for another one during a quantum.</summary>
internal sealed class Outbound(RunKey run)
{
    /// <summary>Recipients after which a call is full. A posting is never split, so its payload crosses once however many it has.</summary>
    private const int RecipientsPerCall = 1000;

    /// <summary>Octets of payload after which a call is full.</summary>
    private const int OctetsPerCall = 4 << 20;

    private readonly List<Posting> _postings = [];
    private readonly List<DirectoryEntry> _directory = [];

    public void Add(Posting posting) => _postings.Add(posting);

    public void Add(DirectoryEntry entry) => _directory.Add(entry);

    /// <summary>Everything gathered, in as few batches as the limits allow. Objects that several postings of a batch share cross once.</summary>
    public IEnumerable<PostBatch> Take()
    {
        var postings = _postings.ToImmutableArray();
        var directory = _directory.ToImmutableArray();
        _postings.Clear();
        _directory.Clear();
        return Split(postings, directory);
    }

    private IEnumerable<PostBatch> Split(ImmutableArray<Posting> postings, ImmutableArray<DirectoryEntry> directory)
    {
        var start = 0;
        while (start < postings.Length || directory.Length > 0)
        {
            var end = start;
            var recipients = 0;
            var octets = 0L;
            while (end < postings.Length && recipients < RecipientsPerCall && octets < OctetsPerCall)
            {
                recipients += postings[end].To.Count;
                octets += postings[end].Letter.Body.Length;
                end++;
            }

            yield return new PostBatch(run, postings[start..end], directory);
            directory = [];
            start = end;
        }
    }
}
