using System.Buffers.Binary;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Wire;

namespace Mls.MultiDevice.Devices;

/// <summary>What a device has under way: jobs in order, tried whenever something has changed, and again after a lost race.</summary>
internal sealed class JobQueue(Device device)
{
    /// <summary>Jobs that add jobs that add jobs: no more of these at one time.</summary>
    private const int MaxRounds = 8;

    private const string SignedOut = "signed-out";

    private readonly List<Job> _jobs = [];
    private ulong _nextJob = 1;
    private long? _wakeAt;

    /// <summary>The jobs in order.</summary>
    public IReadOnlyList<Job> Jobs => _jobs;

    /// <summary>The number of the next job.</summary>
    public ulong Next() => _nextJob++;

    /// <summary>The first job of a kind, or <see langword="null"/>.</summary>
    public Job? Find(Predicate<Job> which) => _jobs.Find(which);

    /// <summary>Takes a job.</summary>
    public void Add(Job job) => _jobs.Add(job);

    /// <summary>Takes a job; urgent ones come before all others, in the order in which they came.</summary>
    public void Insert(Job job)
    {
        var place = job.IsUrgent ? _jobs.FindIndex(one => !one.IsUrgent) : -1;
        _jobs.Insert(place < 0 ? _jobs.Count : place, job);
    }

    /// <summary>A job has changed.</summary>
    public void Replace(Job job) => _jobs[_jobs.FindIndex(one => one.Id == job.Id)] = job;

    /// <summary>A job is done, or given up.</summary>
    public void Remove(Job job) => RemoveAll(one => one.Id == job.Id);

    /// <summary>Jobs are done, or given up.</summary>
    public void RemoveAll(Predicate<Job> which) => _jobs.RemoveAll(which);

    /// <summary>Tries every job that may be tried now, removals first and the others in order, and then those that this has added.</summary>
    public void Pump(Step step)
    {
        EntryReceiver.GiveUpHeld(device, step);
        device.Entries.Pump(step);
        var first = 0UL;
        for (var round = 0; round < MaxRounds && _nextJob > first; round++)
        {
            var tried = _jobs.Where(job => job.Id >= first).OrderByDescending(job => job is Job.RemoveDevice or Job.RemoveLeaf).Select(job => job.Id).ToArray();
            first = _nextJob;
            foreach (var id in tried)
            {
                // Trying one job may settle or change another.
                if (_jobs.Find(one => one.Id == id) is { IsSubmitted: false, Requests.Count: 0 } job && job.NotBefore <= step.Now)
                {
                    using (step.For(job.Cause))
                    {
                        Settle(step, job, JobAttempt.Try(device, step, job));
                    }
                }
            }
        }

        SetTimer(step);
    }

    /// <summary>The Commit on the way was accepted: its job is done, or where the leaf had to be taken over first can be done now.</summary>
    public void Accepted(Membership membership, PendingCommit accepted)
    {
        if (OnTheWay(membership) is not { } job)
        {
            return;
        }

        if (accepted.Staged.Transition.Content.Sender is Sender.NewMemberCommit && job.NeedsSigner)
        {
            Replace(job with { IsSubmitted = false });
        }
        else
        {
            Remove(job);
        }
    }

    /// <summary>The Commit on the way lost against another: it is dropped, and its job tried again after a wait.</summary>
    public void Lost(Step step, Membership membership)
    {
        device.Context.Commits.Drop(membership);
        if (OnTheWay(membership) is not { } job)
        {
            return;
        }

        if (job is Job.UpdateGroup { Obligation: not 0 } or Job.RemoveDevice)
        {
            // The account service decides who tries next.
            Remove(job);
            return;
        }

        Span<byte> jitter = stackalloc byte[sizeof(uint)];
        device.Waits.Fill(jitter);
        var mean = (long)device.Environment.Settings.BackOffMilliseconds << (int)Math.Min(job.Attempt, 8);
        var wait = mean / 2 + (BinaryPrimitives.ReadUInt32BigEndian(jitter) % (mean + 1));
        using (step.For(job.Cause))
        {
            step.See(new DeviceFact.Retried(device.FactName(membership.Name), job.Attempt + 1));
        }

        Replace(job with { IsSubmitted = false, Attempt = job.Attempt + 1, NotBefore = step.Now + wait, Packages = job.PackagesToKeep });
    }

    /// <summary>The way into the group by an external Commit has ended: who is to try next is the account service's business.</summary>
    public void CannotEnter(string group) =>
        RemoveAll(job => job is Job.SiblingWelcome welcome ? welcome.Device == device.Name : job.Changes is GroupName.Conversation { Name: var name } && name == group);

    /// <summary>The device does not belong to its user any more: what it has not handed in is given up; what it has may have been accepted.</summary>
    public void Abandon(Step step)
    {
        foreach (var job in _jobs.Where(job => !job.IsSubmitted))
        {
            using (step.For(job.Cause))
            {
                step.See(new DeviceFact.OperationSkipped(SignedOut));
            }
        }

        _jobs.Clear();
    }

    /// <summary>For snapshots.</summary>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt64(_nextJob);
        writer.WriteUInt8(_wakeAt is null ? (byte)0 : (byte)1);
        writer.WriteUInt64((ulong)(_wakeAt ?? 0));
        writer.WriteVector(_jobs, job =>
        {
            job.Write(writer);
        });
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        _nextJob = reader.ReadUInt64();
        var isSet = reader.ReadPresence();
        var wakeAt = (long)reader.ReadUInt64();
        _wakeAt = isSet ? wakeAt : null;
        reader.VisitVector((ref TlsReader content) =>
        {
            _jobs.Add(Job.Read(ref content));
        });
    }

    /// <summary>The job whose Commit a group expects.</summary>
    private Job? OnTheWay(Membership membership) => _jobs.Find(job => job.Id == membership.PendingJob && job.WorksIn == membership.Name);

    private void Settle(Step step, Job job, JobOutcome outcome)
    {
        if (_jobs.Find(one => one.Id == job.Id) is null)
        {
            return;
        }

        switch (outcome)
        {
            case JobOutcome.Submitted:
                Replace(job with { IsSubmitted = true });
                break;
            case JobOutcome.Done:
                Remove(job);
                break;
            case JobOutcome.Welcomed welcomed:
                RemoveAll(one => one is Job.SiblingWelcome welcome && welcomed.Devices.Contains(welcome.Device, StringComparer.Ordinal));
                break;
            case JobOutcome.Skipped skipped:
                step.See(new DeviceFact.OperationSkipped(skipped.Reason));
                Remove(job);
                break;
            case JobOutcome.NeedsKeyPackages needs:
                Replace(job with { Requests = device.KeyPackages.Ask(step, needs) });
                break;
            case JobOutcome.NeedsRotations:
                Rotate(step.Cause);
                break;
            default:
                break;
        }
    }

    /// <summary>Commits with a path in each group, unless that is under way.</summary>
    private void Rotate(Cause cause)
    {
        foreach (var group in device.Groups.Keys.Where(group => !_jobs.Exists(job => job is Job.UpdateGroup update && update.Group == group)))
        {
            Add(new Job.UpdateGroup(Next(), cause, group, 0, 0));
        }
    }

    private void SetTimer(Step step)
    {
        var wakeAt = Earlier(device.Entries.NextRetry, EntryReceiver.NextGivingUp(device));
        foreach (var job in _jobs)
        {
            if (!job.IsSubmitted && job.NotBefore > step.Now)
            {
                wakeAt = Earlier(wakeAt, job.NotBefore);
            }
        }

        if (wakeAt is { } at && (wakeAt != _wakeAt || _wakeAt <= step.Now))
        {
            step.WakeAt(at);
        }

        _wakeAt = wakeAt;
    }

    private static long? Earlier(long? one, long? other) => one is null || other < one ? other : one;
}
