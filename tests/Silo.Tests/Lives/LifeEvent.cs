namespace Silo.Tests.Lives;

/// <summary>Something that happens in a life. Who does it to whom is chosen among those who are there when it happens, so that a life without some of its events is a life, too.</summary>
/// <param name="Wait">Virtual milliseconds since the event before.</param>
/// <param name="Kind">What happens.</param>
/// <param name="First">Chooses who does it.</param>
/// <param name="Second">Chooses to whom, or where.</param>
internal sealed record LifeEvent(long Wait, LifeEventKind Kind, int First, int Second);
