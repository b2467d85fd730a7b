using System.Buffers.Binary;
using System.Diagnostics;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice.Devices;

/// <summary>What a device has under way: jobs in order, tried whenever something has changed, built again after a lost race.</summary>
internal sealed class DeviceWork(Device device)
{
    /// <summary>Jobs that add jobs that add jobs: no more of these at one time.</summary>
    private const int MaxRounds = 8;

    /// <summary>How often one thing is done anew because a key had just ended.</summary>
    private const uint MaxCredentialRaces = 8;

    /// <summary>Under this name a Commit counts that only changes which device signs.</summary>
    private const string TakeOverName = "take-over-leaf";

    private const string SignedOut = "signed-out";

    private readonly List<Job> _jobs = [];
    private ulong _nextJob = 1;
    private ulong _nextRequest = 1;
    private long? _wakeAt;

    /// <summary>The jobs in order.</summary>
    public IReadOnlyList<Job> Jobs => _jobs;

    /// <summary>Takes what the trace asks.</summary>
    public void Take(Step step, TraceCommand command)
    {
        var cause = step.Cause;
        switch (command)
        {
            case TraceCommand.CreateGroup create:
                _jobs.Add(new Job.CreateGroup(Next(), cause, create.Group, create.Members));
                break;
            case TraceCommand.AddUser add:
                _jobs.Add(new Job.AddUser(Next(), cause, add.Group, add.User));
                break;
            case TraceCommand.RemoveUser remove:
                _jobs.Add(new Job.RemoveUser(Next(), cause, remove.Group, remove.User));
                break;
            case TraceCommand.RemoveDevice remove:
                _jobs.Add(new Job.RemoveDevice(Next(), cause, string.Empty, remove.Device, 0));
                break;
            case TraceCommand.RemoveDeviceFromGroup remove:
                _jobs.Add(new Job.RemoveDevice(Next(), cause, remove.Group, remove.Device, 0));
                break;
            case TraceCommand.UpdateKeys:
                _jobs.AddRange(device.Mode.UpdateKeys(cause, Next));
                break;
            case TraceCommand.WarmUp { Group.Length: 0 }:
                if (device.UserGroup is not null)
                {
                    _jobs.Add(new Job.UpdateUser(Next(), cause, IsDeferred: false));
                }

                break;
            case TraceCommand.RenewUserGroup when device.UserGroup is not null:
                _jobs.Add(new Job.UpdateUser(Next(), cause, IsDeferred: true));
                break;
            case TraceCommand.PublishKeyPackages publish:
                device.Mode.PublishKeyPackages(step, publish.Count, 0);
                break;
            case TraceCommand.WarmUp warmUp:
                _jobs.Add(new Job.UpdateGroup(Next(), cause, warmUp.Group, 0, 0));
                break;
            case TraceCommand.SendMessage send:
                _jobs.Add(new Job.SendMessage(Next(), cause, send.Group, send.Length));
                break;
            default:
                break;
        }
    }

    /// <summary>Takes what the account service says.</summary>
    public void Take(Step step, DeviceItem item)
    {
        switch (item)
        {
            case DeviceItem.Assigned { Assignment: var assignment }:
                Take(step, assignment);
                break;
            case DeviceItem.Enrolled enrolled:
                Sponsor(step, enrolled);
                break;
            case DeviceItem.KeyPackages packages:
                Take(step, packages);
                break;
            case DeviceItem.LowStock low:
                device.Mode.PublishKeyPackages(step, Math.Min(low.Count, device.Environment.Settings.KeyPackagePool), 0);
                break;
            case DeviceItem.Refused refused:
                Refused(step, refused);
                break;
            case DeviceItem.SupplyGroupInfo supply:
                if (!device.Environment.Directory.IsActive(supply.Requester, step.Now))
                {
                    step.See(new DeviceFact.Refused(ItemRules.NotActive));
                }
                else if (device.Find(supply.Group) is { } member && !device.Entries.Contains(supply.Group))
                {
                    var job = new Job.SupplyGroupInfo(Next(), step.Cause, supply.Group, supply.Requester);
                    if (device.Mode.MaySign(member))
                    {
                        GroupCommits.SupplyGroupInfo(device, step, job);
                    }
                    else
                    {
                        _jobs.Add(job);
                    }
                }

                break;
            case DeviceItem.GroupInfoSupplied supplied:
                device.Entries.Join(step, supplied);
                break;
            default:
                break;
        }
    }

    /// <summary>Tries every job that may be tried now, removals first and the others in order, and then those that this has added.</summary>
    public void Pump(Step step)
    {
        EntryReceiver.GiveUpHeld(device, step);
        device.Entries.Pump(step);
        var first = 0UL;
        for (var round = 0; round < MaxRounds && _nextJob > first; round++)
        {
            var tried = _jobs.Where(job => job.Id >= first).OrderByDescending(job => job is Job.RemoveDevice).Select(job => job.Id).ToArray();
            first = _nextJob;
            foreach (var id in tried)
            {
                // Trying one job may settle or change another.
                if (_jobs.Find(one => one.Id == id) is { IsSubmitted: false, Requests.Count: 0 } job && job.NotBefore <= step.Now)
                {
                    using (step.For(job.Cause))
                    {
                        Try(step, job);
                    }
                }
            }
        }

        SetTimer(step);
    }

    /// <summary>The Commit on the way was accepted: its job is done, or where the leaf had to be taken over first can be done now.</summary>
    public void Accepted(Membership membership, PendingCommit accepted)
    {
        var place = _jobs.FindIndex(job => job.Id == membership.PendingJob && PlaceOf(job) == membership.Name);
        if (place < 0)
        {
            return;
        }

        if (accepted.Staged.Transition.Content.Sender is Sender.NewMemberCommit && NeedsSigner(_jobs[place]))
        {
            _jobs[place] = _jobs[place] with { IsSubmitted = false };
        }
        else
        {
            _jobs.RemoveAt(place);
        }
    }

    /// <summary>The Commit on the way lost against another: it is dropped, and its job tried again after a wait.</summary>
    public void Lost(Step step, Membership membership)
    {
        membership.DropPending();
        DropBundle(membership);
        var place = _jobs.FindIndex(job => job.Id == membership.PendingJob);
        if (place < 0 || PlaceOf(_jobs[place]) != membership.Name)
        {
            return;
        }

        var job = _jobs[place];
        if (job is Job.UpdateGroup { Obligation: not 0 } or Job.RemoveDevice { Group.Length: 0 })
        {
            // The account service decides who tries next.
            _jobs.RemoveAt(place);
            return;
        }

        Span<byte> jitter = stackalloc byte[sizeof(uint)];
        device.Waits.Fill(jitter);
        var mean = (long)device.Environment.Settings.BackOffMilliseconds << (int)Math.Min(job.Attempt, 8);
        var wait = mean / 2 + (BinaryPrimitives.ReadUInt32BigEndian(jitter) % (mean + 1));
        using (step.For(job.Cause))
        {
            step.See(new DeviceFact.Retried(device.FactName(membership), job.Attempt + 1));
        }

        _jobs[place] = job with { IsSubmitted = false, Attempt = job.Attempt + 1, NotBefore = step.Now + wait, Packages = KeepPackages(job) };
    }

    /// <summary>Commits with a path in each group, unless that is under way.</summary>
    public void Rotate(Cause cause)
    {
        foreach (var group in device.Groups.Keys.Where(group => !_jobs.Any(job => job is Job.UpdateGroup update && update.Group == group)))
        {
            _jobs.Add(new Job.UpdateGroup(Next(), cause, group, 0, 0));
        }
    }

    /// <summary>The way into the group by an external Commit has ended: who is to try next is the account service's business.</summary>
    public void CannotEnter(string group) =>
        _jobs.RemoveAll(job => job is Job.SiblingWelcome welcome ? welcome.Device == device.Name : GroupOf(job) == group);

    /// <summary>These siblings are being let in.</summary>
    public void Welcomed(ValueList<string> devices) => _jobs.RemoveAll(job => job is Job.SiblingWelcome welcome && devices.Contains(welcome.Device, StringComparer.Ordinal));

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
        writer.WriteUInt64(_nextRequest);
        writer.WriteUInt8(_wakeAt is null ? (byte)0 : (byte)1);
        writer.WriteUInt64((ulong)(_wakeAt ?? 0));
        var mark = writer.BeginVector();
        foreach (var job in _jobs)
        {
            job.Write(writer);
        }

        writer.EndVector(mark);
    }

    /// <summary>Takes over what a snapshot held.</summary>
    public void Restore(ref TlsReader reader)
    {
        _nextJob = reader.ReadUInt64();
        _nextRequest = reader.ReadUInt64();
        var isSet = reader.ReadPresence();
        var wakeAt = (long)reader.ReadUInt64();
        _wakeAt = isSet ? wakeAt : null;
        var content = reader.ReadVector();
        while (!content.AtEnd)
        {
            _jobs.Add(Job.Read(ref content));
        }
    }

    /// <summary>Whether a Commit in the group could be built now.</summary>
    public bool MayCommit(Membership membership) =>
        membership is { Pending: null, Held.Count: 0 } && !device.Entries.Contains(membership.Name) && !membership.Group.Public.IsClosed;

    /// <summary>Builds a Commit for a job and sends it to the group's delivery service.</summary>
    public JobOutcome Submit(Step step, Membership membership, Job job, CommitOptions options, ValueList<string> addresses, ulong obligation = 0)
    {
        var submission = Build(step, membership, job.Id, options, addresses, obligation);
        if (obligation != 0 && device.UserGroup is not null)
        {
            step.Tell(device.User, new UserMail.SubmitRotation(submission));
        }
        else
        {
            step.Tell(membership.Name, new GroupMail.Submit(submission, device.Name, string.Empty));
        }

        return new JobOutcome.Submitted();
    }

    /// <summary>Builds a Commit that the membership expects from here on; one with nothing but a path where this device cannot sign, for that takes the leaf over.</summary>
    public CommitSubmission Build(Step step, Membership membership, ulong job, CommitOptions options, ValueList<string> addresses, ulong obligation)
    {
        device.Mode.BeforeCommit();
        var began = device.Environment.Watch.Begin();
        var isSigner = device.Mode.MaySign(membership);
        var pending = isSigner ? membership.Group.Commit(options) : membership.Group.ReplaceOwnLeaf(device.Mode.Identity, device.IdentityKey!);
        device.Environment.Watch.Committed(began, membership.Name);
        membership.Expect(pending, job);
        if (membership.Name.Length > 0 && pending.Staged.Transition.Path is { } path)
        {
            device.Mode.AfterCommit(step, path.Path.LeafNode);
        }

        device.SeeSealed(step, membership);
        var welcome = pending.Welcome is null ? OpaqueBytes.Empty : Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome));
        return new CommitSubmission(membership.Name, Tls.EncodeOpaque(pending.Message), welcome, isSigner ? addresses : [device.Mode.Address], obligation);
    }

    /// <summary>Decodes KeyPackages and names the addresses that they join under; one's own are left out.</summary>
    public (ValueList<Proposal> Adds, ValueList<string> Addresses) Adds(IEnumerable<PublishedKeyPackage> packages)
    {
        var adds = new List<Proposal>();
        var addresses = new List<string>();
        foreach (var package in packages)
        {
            if (package.Device != device.Name)
            {
                adds.Add(new Proposal.Add(Tls.Decode<KeyPackage>(package.KeyPackage)));
                addresses.Add(package.Address);
            }
        }

        return (adds.ToValueList(), addresses.ToValueList());
    }

    /// <summary>Where a Commit of the user group is void its bundle is, too: nothing of it has left the account service.</summary>
    private void DropBundle(Membership userGroup)
    {
        if (userGroup.Name.Length == 0)
        {
            foreach (var group in device.Groups.Values.Where(one => one.PendingJob == userGroup.PendingJob))
            {
                group.DropPending();
            }
        }
    }

    /// <summary>Whether a job signs with the key of the leaf as it is; one that replaces the leaf does not.</summary>
    private static bool NeedsSigner(Job job) => job switch
    {
        Job.SendMessage or Job.RemoveUser or Job.SupplyGroupInfo => true,
        Job.AddUser add => add.Packages.Count > 0,
        _ => false,
    };

    /// <summary>The group that a job works in.</summary>
    private static string? PlaceOf(Job job) => job switch
    {
        Job.SendMessage send => send.Group,
        Job.SupplyGroupInfo supply => supply.Group,
        _ => GroupOf(job),
    };

    private static string? GroupOf(Job job) => job switch
    {
        Job.CreateGroup create => create.Group,
        Job.AddUser add => add.Group,
        Job.RemoveUser remove => remove.Group,
        Job.UpdateGroup update => update.Group,
        Job.AddDevice add => add.Group,
        Job.RemoveDevice remove => remove.Group,
        Job.UpdateUser => string.Empty,
        _ => null,
    };

    /// <summary>KeyPackages are used once: those that stood in a Commit that left are not used again, but for a sibling's, which nobody else can have used.</summary>
    private static ValueList<PublishedKeyPackage> KeepPackages(Job job) => job is Job.AddDevice { Group.Length: 0 } ? job.Packages : [];

    private static bool IsRemovalWaiting(Job job) => job is Job.RemoveDevice { Group.Length: 0, IsSubmitted: false };

    private ulong Next() => _nextJob++;

    private void Try(Step step, Job job)
    {
        JobOutcome outcome;
        try
        {
            outcome = Attempt(step, job);
        }
        catch (ProtocolViolationException violation)
        {
            outcome = new JobOutcome.Skipped(violation.Violation.Id);
        }
        catch (MalformedException)
        {
            outcome = new JobOutcome.Skipped("malformed");
        }

        var place = _jobs.FindIndex(one => one.Id == job.Id);
        if (place < 0)
        {
            return;
        }

        switch (outcome)
        {
            case JobOutcome.Submitted:
                _jobs[place] = job with { IsSubmitted = true };
                break;
            case JobOutcome.Done:
                _jobs.RemoveAt(place);
                break;
            case JobOutcome.Skipped skipped:
                step.See(new DeviceFact.OperationSkipped(skipped.Reason));
                _jobs.RemoveAt(place);
                break;
            case JobOutcome.NeedsKeyPackages needs:
                _jobs[place] = job with { Requests = Ask(step, needs) };
                break;
            default:
                break;
        }
    }

    private JobOutcome Attempt(Step step, Job job)
    {
        var group = PlaceOf(job);
        if (job is not Job.CreateGroup && group is { Length: > 0 })
        {
            if (device.Find(group) is not { } membership)
            {
                return EnterAlone(step, job, group);
            }

            if (device.Entries.Contains(group) || membership.Held.Count > 0 || (membership.Pending is not null && job is not Job.SendMessage))
            {
                return new JobOutcome.Wait();
            }

            if (NeedsSigner(job) && !device.Mode.MaySign(membership))
            {
                return TakeOver(step, membership, job);
            }
        }

        if (job is Job.UpdateGroup or Job.UpdateUser or Job.AddUser or Job.RemoveUser or Job.AddDevice && _jobs.Exists(IsRemovalWaiting))
        {
            // The bundle of a removal needs all groups free: nothing else is begun before it has gone.
            return new JobOutcome.Wait();
        }

        return job switch
        {
            Job.CreateGroup create => device.Find(create.Group) is null ? device.Mode.CreateGroup(step, create) : new JobOutcome.Skipped("group-exists"),
            Job.AddUser add => device.Mode.AddUser(step, add),
            Job.RemoveUser remove => device.Mode.RemoveUser(step, remove),
            Job.UpdateGroup update => device.Mode.UpdateGroup(step, update),
            Job.AddDevice add => device.Mode.AddDevice(step, add),
            Job.RemoveDevice remove => device.Mode.RemoveDevice(step, remove),
            Job.SendMessage send => device.Mode.SendMessage(step, send),
            Job.SiblingWelcome welcome => device.Mode.WelcomeSibling(step, welcome),
            Job.SupplyGroupInfo supply => GroupCommits.SupplyGroupInfo(device, step, supply),
            Job.UpdateUser update => device.Mode.UpdateUser(step, update),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Puts the device's own key into the shared leaf, so that it can sign (modes R32): the price of a change of the device that sends.</summary>
    private JobOutcome TakeOver(Step step, Membership membership, Job job)
    {
        if (membership.Pending is not null || device.UserGroup is { Pending: not null })
        {
            return new JobOutcome.Wait();
        }

        using (step.For(step.Cause with { Name = TakeOverName }))
        {
            return Submit(step, membership, job, new CommitOptions(), []);
        }
    }

    /// <summary>An obligation that is a new device's own means that no sibling can let it in: it enters by itself (modes G11).</summary>
    private JobOutcome EnterAlone(Step step, Job job, string group)
    {
        var isOwn = job switch
        {
            Job.AddDevice add => add.Device == device.Name,
            Job.UpdateGroup { Obligation: not 0 } => device.Inbox.IsEntering(group) && !device.Inbox.IsWelcomed(group),
            _ => false,
        };
        if (isOwn)
        {
            device.Inbox.Expect(group);
            device.Entries.Begin(step, group);
        }

        return device.Inbox.IsEntering(group) ? new JobOutcome.Wait() : new JobOutcome.Skipped("not-a-member");
    }

    private ValueList<KeyPackageRequest> Ask(Step step, JobOutcome.NeedsKeyPackages needs)
    {
        var requests = new List<KeyPackageRequest>();
        foreach (var user in needs.Users)
        {
            var number = _nextRequest++;
            requests.Add(new KeyPackageRequest(number, user));
            step.Tell(user, new UserMail.TakeKeyPackages(device.Name, number, needs.Device));
        }

        return requests.ToValueList();
    }

    private void Take(Step step, DeviceItem.KeyPackages packages)
    {
        var place = _jobs.FindIndex(job => job.Requests.Any(request => request.Number == packages.Request));
        if (place >= 0)
        {
            var job = _jobs[place];
            var user = job.Requests.First(request => request.Number == packages.Request).User;
            using (step.For(job.Cause))
            {
                if (KeyPackageChecks.Broken(device, user, packages.Packages) is { } rule)
                {
                    _jobs.RemoveAt(place);
                    step.See(new DeviceFact.Refused(rule));
                    step.See(new DeviceFact.OperationSkipped(rule));
                    return;
                }
            }

            _jobs[place] = job with
            {
                Requests = job.Requests.Where(request => request.Number != packages.Request).ToValueList(),
                Packages = [.. job.Packages, .. packages.Packages.Count > 0 ? packages.Packages : [new PublishedKeyPackage(string.Empty, default, user)]],
            };
        }
    }

    private void Take(Step step, Assignment assignment)
    {
        // The same thing asked twice is one job.
        if (_jobs.Any(job => Obligation(job) == assignment.Obligation))
        {
            return;
        }

        switch (assignment.Task)
        {
            case "rotate":
                Insert(new Job.UpdateGroup(Next(), step.Cause, assignment.Group, assignment.Obligation, assignment.WantedUserEpoch) { IsUrgent = assignment.IsUrgent });
                break;
            case "add-device" when assignment.Group.Length > 0:
                _jobs.Add(new Job.AddDevice(Next(), step.Cause, assignment.Group, assignment.Subject, assignment.Obligation));
                break;
            case "add-device":
                // With the user group the sibling's KeyPackage has come before, and a job with it.
                var place = _jobs.FindIndex(job => job is Job.AddDevice { Group.Length: 0 } add && add.Device == assignment.Subject);
                if (place >= 0)
                {
                    _jobs[place] = (Job.AddDevice)_jobs[place] with { Obligation = assignment.Obligation };
                }

                break;
            case "remove-device" when !_jobs.Exists(job => job is Job.RemoveDevice remove && remove.Group == assignment.Group && remove.Device == assignment.Subject):
                Insert(new Job.RemoveDevice(Next(), step.Cause, assignment.Group, assignment.Subject, assignment.Obligation) { IsUrgent = assignment.IsUrgent });
                break;
            case "sibling-welcome":
                _jobs.Add(new Job.SiblingWelcome(Next(), step.Cause, assignment.Subject, assignment.Obligation));
                break;
            case "publish-key-packages":
                device.Mode.PublishKeyPackages(step, device.Environment.Settings.KeyPackagePool, assignment.Obligation);
                break;
            default:
                break;
        }
    }

    /// <summary>Urgent jobs come before all others, in the order in which they came.</summary>
    private void Insert(Job job)
    {
        var place = job.IsUrgent ? _jobs.FindIndex(one => !one.IsUrgent) : -1;
        _jobs.Insert(place < 0 ? _jobs.Count : place, job);
    }

    private static ulong Obligation(Job job) => job switch
    {
        Job.UpdateGroup update => update.Obligation,
        Job.AddDevice add => add.Obligation,
        Job.RemoveDevice remove => remove.Obligation,
        Job.SiblingWelcome welcome => welcome.Obligation,
        _ => 0,
    };

    /// <summary>Certifies a new sibling's key, and with a user group adds it there.</summary>
    private void Sponsor(Step step, DeviceItem.Enrolled enrolled)
    {
        if (KeyPackageChecks.Broken(device, enrolled, step.Now) is { } rule)
        {
            step.See(new DeviceFact.Refused(rule));
            return;
        }

        var key = new SignaturePublicKey(enrolled.SignatureKey);
        Certificates.DeviceKey(device, step, enrolled.Device, key);
        if (enrolled.KeyPackage.Length > 0)
        {
            var package = new PublishedKeyPackage(enrolled.Device, enrolled.KeyPackage, enrolled.Device);
            _jobs.Add(new Job.AddDevice(Next(), step.Cause, string.Empty, enrolled.Device, 0) { Packages = [package] });
        }
    }

    private void Refused(Step step, DeviceItem.Refused refused)
    {
        if (device.Entries.Refused(step, refused))
        {
            return;
        }

        if (device.Find(refused.Group) is not { } membership)
        {
            if (refused.Rule == DeviceItem.Refused.EpochGone)
            {
                device.Inbox.EpochGone(step, refused.Group);
            }

            return;
        }

        // Where another Commit was first, that Commit is in the mailbox and decides. A broken rule is final.
        if (refused.Rule.Length > 0 && membership.Pending is not null && refused.Epoch == membership.Group.Epoch.Value)
        {
            var number = membership.PendingJob;
            var job = _jobs.Find(one => one.Id == number);
            if (job is Job.CreateGroup create && refused.Rule == LeafViolations.AddedCredential.Id)
            {
                // The group is there, and its creator alone in it: whoever was to be added was removed meanwhile, or its user has other KeyPackages by now.
                membership.DropPending();
                device.Founded(step, membership);
                _jobs.Remove(job);
                _jobs.AddRange(create.Members.Select(user => new Job.AddUser(Next(), create.Cause, create.Group, user)));
            }
            else if (job is { Attempt: < MaxCredentialRaces } && IsCredential(refused.Rule))
            {
                // A device was removed meanwhile, and with it went the keys of the epochs that it was in: those of the next epoch are good.
                Lost(step, membership);
            }
            else
            {
                membership.DropPending();
                DropBundle(membership);
                _jobs.RemoveAll(one => one.Id == number);
                step.See(new DeviceFact.OperationSkipped(refused.Rule));
            }
        }

        // The name is somebody else's group's, or the group was refused: this one has never been anybody's.
        if (membership is { Name.Length: > 0, Group: { Epoch.Value: 0, Public.Tree.Members: 1 } } && (refused.Rule == DeviceItem.Refused.GroupExists || membership.IsFounding))
        {
            device.Leave(membership);
        }
    }

    private static bool IsCredential(string rule) =>
        rule == LeafViolations.CommitCredential.Id || rule == LeafViolations.AddedCredential.Id || rule == TreeViolations.TreeCredential.Id;

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
