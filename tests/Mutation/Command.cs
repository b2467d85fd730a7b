namespace Mutation;

/// <summary>What the program does.</summary>
internal enum Command
{
    /// <summary>Tests the mutants that are drawn.</summary>
    Test,

    /// <summary>Names them.</summary>
    List,

    /// <summary>Finds which test classes reach which file.</summary>
    Record,

    /// <summary>Shows how it is used.</summary>
    Help,
}
