using Mls.Core.Wire;

namespace Mls.MultiDevice.Mail;

/// <summary>What the trace asks of a device. A closed choice.</summary>
public abstract record TraceCommand : ITlsStruct<TraceCommand>
{
    private TraceCommand()
    {
    }

    /// <summary>Column of the accounts.</summary>
    public abstract string Label { get; }

    /// <summary>Octets of MLS messages inside: what counts as traffic.</summary>
    public virtual int CountedOctets => 0;

    private protected abstract byte Code { get; }

    /// <inheritdoc/>
    public static TraceCommand Read(ref TlsReader reader)
    {
        var code = reader.ReadUInt8();
        return code switch
        {
            1 => new Start(reader.ReadText(), reader.ReadText()),
            2 => new CreateGroup(reader.ReadText(), reader.ReadTexts()),
            3 => new AddUser(reader.ReadText(), reader.ReadText()),
            4 => new RemoveUser(reader.ReadText(), reader.ReadText()),
            5 => new RemoveDevice(reader.ReadText()),
            6 => new UpdateKeys(),
            7 => new WarmUp(GroupName.Read(ref reader)),
            8 => new SendMessage(reader.ReadText(), reader.ReadUInt32()),
            9 => new GoOnline(),
            10 => new GoOffline(),
            11 => new PublishKeyPackages(reader.ReadUInt32()),
            12 => new RenewUserGroup(),
            13 => new RemoveDeviceFromGroup(reader.ReadText(), reader.ReadText()),
            _ => throw reader.Malformed($"TraceCommand {code}, allowed are 1 to 13"),
        };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        writer.WriteUInt8(Code);
        WriteBody(writer);
    }

    private protected abstract void WriteBody(TlsWriter writer);

    /// <summary>The device comes into being; the first of its user founds what the mode needs, a further one asks its sponsor.</summary>
    /// <param name="Sponsor">The sibling that brings it in; empty for the first device.</param>
    /// <param name="Class">phone, desktop or server: decides what computing costs.</param>
    public sealed record Start(string Sponsor, string Class) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 1;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Sponsor);
            writer.WriteText(Class);
        }
    }

    /// <summary>Create a group.</summary>
    /// <param name="Group">Its actor name.</param>
    /// <param name="Members">The other members' user names.</param>
    public sealed record CreateGroup(string Group, ValueList<string> Members) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 2;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteTexts(Members);
        }
    }

    /// <summary>Add a user to a group.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="User">The user.</param>
    public sealed record AddUser(string Group, string User) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 3;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(User);
        }
    }

    /// <summary>Remove a user from a group.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="User">The user.</param>
    public sealed record RemoveUser(string Group, string User) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 4;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(User);
        }
    }

    /// <summary>Remove a sibling.</summary>
    /// <param name="Device">The sibling's name.</param>
    public sealed record RemoveDevice(string Device) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 5;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Device);
        }
    }

    /// <summary>Replace this device's keys in all groups.</summary>
    public sealed record UpdateKeys : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 6;

        private protected override void WriteBody(TlsWriter writer)
        {
        }
    }

    /// <summary>Commit with a path in one group, whatever the mode.</summary>
    /// <param name="Group">The group; with the user group nothing happens where the mode has none.</param>
    public sealed record WarmUp(GroupName Group) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 7;

        private protected override void WriteBody(TlsWriter writer)
        {
            Group.Write(writer);
        }
    }

    /// <summary>Send an application message.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Length">Octets of application data.</param>
    public sealed record SendMessage(string Group, uint Length) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 8;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteUInt32(Length);
        }
    }

    /// <summary>Connect.</summary>
    public sealed record GoOnline : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 9;

        private protected override void WriteBody(TlsWriter writer)
        {
        }
    }

    /// <summary>Disconnect.</summary>
    public sealed record GoOffline : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 10;

        private protected override void WriteBody(TlsWriter writer)
        {
        }
    }

    /// <summary>Publish KeyPackages.</summary>
    /// <param name="Count">How many.</param>
    public sealed record PublishKeyPackages(uint Count) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 11;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteUInt32(Count);
        }
    }

    /// <summary>Replace this device's keys in the user group, where the mode has one, and leave the groups to a sibling that follows at once.</summary>
    public sealed record RenewUserGroup : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 12;

        private protected override void WriteBody(TlsWriter writer)
        {
        }
    }

    /// <summary>Remove one device of any user from one group, as any member may where devices are members.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Device">The device's name.</param>
    public sealed record RemoveDeviceFromGroup(string Group, string Device) : TraceCommand
    {
        /// <inheritdoc/>
        public override string Label => "command";

        private protected override byte Code => 13;

        private protected override void WriteBody(TlsWriter writer)
        {
            writer.WriteText(Group);
            writer.WriteText(Device);
        }
    }
}
