using System.Globalization;
using System.Text;

namespace Mls.Core.Tests.Groups;

/// <summary>docs/validation.md: the catalogue of rules as a table, made from the rules, the code that loads them and the forgeries.</summary>
internal static class ValidationDocument
{
    /// <summary>The environment variable that has the document written instead of compared.</summary>
    public const string Switch = "MLS_WRITE_DOCS";

    public static string Make(IReadOnlyList<Forgery> forgeries)
    {
        var enforcers = RuleCatalogue.Enforcers();
        var names = forgeries.ToLookup(forgery => forgery.Rule.Id, forgery => forgery.Name);
        var rules = RuleCatalogue.Rules.OrderBy(rule => Order(rule.Section), StringComparer.Ordinal).ThenBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What is checked

            {rules.Count} rules of RFC 9420, by section. A message or a structure that breaks one is refused with the rule's id, and the receiver's state is what it was before.
            Rules of *octets* are raised as `MalformedException.Rule`, rules of *messages* as `ProtocolViolationException.Violation`; mistakes of the caller are
            `ArgumentException` and `InvalidOperationException` and no rules. Rules that only make sense where a key or an identity is known outside the protocol
            ask the authentication service, the store of pre-shared keys or the settings that the application passes in.

            Each rule has at least one forgery: a message that breaks this rule, made with the right signatures, tags and keys otherwise, and a twin that does not break it
            and is accepted. The {forgeries.Count} forgeries are the rows of `ForgeryTests`. "Enforced by" names the types whose code raises the rule.

            This file is generated. `dotnet test` fails where it is out of date, where a rule has no forgery and where two forgeries are the same;
            `{Switch}=1 dotnet test --project tests/Mls.Core.Tests` writes it anew.

            | Section | Rule | Of | Id | Enforced by | Forged by |
            |---|---|---|---|---|---|

            """);
        foreach (var rule in rules)
        {
            var family = rule.IsOfOctets ? "octets" : "messages";
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Section} | {rule.Sentence} | {family} | `{rule.Id}` | {enforcers[rule.Id]} | {string.Join("; ", names[rule.Id])} |\n");
        }

        return text.ToString();
    }

    /// <summary>A section number that sorts as text: each part with three digits.</summary>
    private static string Order(string section) => string.Join('.', section.Split('.').Select(part => part.PadLeft(3, '0')));
}
