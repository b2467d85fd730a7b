namespace Silo.Tests.Lives;

/// <summary>What may happen in a life.</summary>
internal enum LifeEventKind
{
    Register,
    AddDevice,
    RemoveDevice,
    UpdateKeys,
    CreateGroup,
    AddUser,
    RemoveUser,
    GoOffline,
    GoOnline,
    SendMessage,
}
