namespace Silo;

/// <summary>Entry point.</summary>
public static class Program
{
    /// <summary>Runs.</summary>
    public static int Main() => 0;
}
