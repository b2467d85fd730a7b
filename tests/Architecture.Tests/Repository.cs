namespace Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            if (File.Exists(Path.Combine(place.FullName, "Orleans.sln")))
            {
                return place.FullName;
            }
        }

        throw new InvalidOperationException("Orleans.sln is not above the tests");
    }
}
