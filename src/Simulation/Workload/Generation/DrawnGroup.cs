using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>A group while its future is drawn.</summary>
internal sealed class DrawnGroup(ConversationName name, GroupKind kind)
{
    public ConversationName Name => name;

    public GroupKind Kind => kind;

    public List<UserState> Members { get; } = [];

    public void Enter(UserState user, long now)
    {
        Members.Add(user);
        user.Groups.Add((this, now));
    }

    public void Exit(UserState user)
    {
        Members.Remove(user);
        user.Groups.RemoveAll(entry => ReferenceEquals(entry.Group, this));
    }
}
