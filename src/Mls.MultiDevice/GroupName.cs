using Mls.Core.Wire;
using Mls.MultiDevice.Mail;

namespace Mls.MultiDevice;

/// <summary>Names a group where it may be either: the user group of the user whose device, account or mail this is about, or a conversation. A closed choice.
/// In mails and snapshots it is a text, which is empty for the user group.</summary>
public abstract record GroupName
{
    private GroupName()
    {
    }

    /// <summary>The user group.</summary>
    public static GroupName UserGroup { get; } = new OfUser();

    /// <summary>The user group first, and conversations in the order of their names.</summary>
    public static IComparer<GroupName> Order { get; } = Comparer<GroupName>.Create((one, other) => string.CompareOrdinal(one.Text, other.Text));

    /// <summary>The name as mails, snapshots and reports carry it.</summary>
    public string Text => this is Conversation conversation ? conversation.Name : string.Empty;

    /// <summary>The conversation of this name.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static GroupName Of(string conversation)
    {
        ArgumentException.ThrowIfNullOrEmpty(conversation);
        return new Conversation(conversation);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static GroupName Read(ref TlsReader reader) => Parse(reader.ReadText());

    /// <summary>The group of a <see cref="Text"/>.</summary>
    public static GroupName Parse(string text) => string.IsNullOrEmpty(text) ? UserGroup : new Conversation(text);

    /// <summary>Writes the name.</summary>
    public void Write(TlsWriter writer) => writer.WriteText(Text);

    /// <summary>The group of a user's own devices.</summary>
    public sealed record OfUser : GroupName
    {
        internal OfUser()
        {
        }

        /// <inheritdoc/>
        public override string ToString() => "the user group";
    }

    /// <summary>A group in which users talk to each other.</summary>
    public sealed record Conversation : GroupName
    {
        internal Conversation(string name) => Name = name;

        /// <summary>The name of its actor; not empty.</summary>
        public string Name { get; }

        /// <inheritdoc/>
        public override string ToString() => Name;
    }
}
