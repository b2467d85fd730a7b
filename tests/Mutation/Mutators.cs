using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mutation;

/// <summary>The changes that are tried: operators, conditions, patterns, literals, left-out statements and emptied bodies. Text is none of them: messages are not behaviour.</summary>
internal static class Mutators
{
    private static readonly Dictionary<SyntaxKind, string[]> Operators = new()
    {
        [SyntaxKind.LessThanExpression] = ["<=", ">="],
        [SyntaxKind.LessThanOrEqualExpression] = ["<", ">"],
        [SyntaxKind.GreaterThanExpression] = [">=", "<="],
        [SyntaxKind.GreaterThanOrEqualExpression] = [">", "<"],
        [SyntaxKind.EqualsExpression] = ["!="],
        [SyntaxKind.NotEqualsExpression] = ["=="],
        [SyntaxKind.LogicalAndExpression] = ["||"],
        [SyntaxKind.LogicalOrExpression] = ["&&"],
        [SyntaxKind.AddExpression] = ["-"],
        [SyntaxKind.SubtractExpression] = ["+"],
        [SyntaxKind.MultiplyExpression] = ["/"],
        [SyntaxKind.DivideExpression] = ["*"],
        [SyntaxKind.ModuloExpression] = ["*"],
        [SyntaxKind.LeftShiftExpression] = [">>"],
        [SyntaxKind.RightShiftExpression] = ["<<"],
        [SyntaxKind.BitwiseAndExpression] = ["|"],
        [SyntaxKind.BitwiseOrExpression] = ["&"],
        [SyntaxKind.ExclusiveOrExpression] = ["|"],
        [SyntaxKind.AddAssignmentExpression] = ["-="],
        [SyntaxKind.SubtractAssignmentExpression] = ["+="],
        [SyntaxKind.OrAssignmentExpression] = ["&="],
        [SyntaxKind.ExclusiveOrAssignmentExpression] = ["|="],
    };

    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
    };

    /// <summary>All mutants of a file, in its order.</summary>
    public static IEnumerable<Mutant> Of(string file, SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var seen = new Dictionary<(string, string, string), int>();
        foreach (var node in root.DescendantNodes())
        {
            foreach (var (kind, target, text) in Changes(node))
            {
                var line = tree.GetLineSpan(target.Span).StartLinePosition.Line + 1;
                var (from, to) = (OneLine(target.ToString()), OneLine(text));
                var occurrence = seen.GetValueOrDefault((kind, from, to));
                seen[(kind, from, to)] = occurrence + 1;
                yield return new Mutant(file, Probes.Member(file, node), line, kind, from, to, occurrence, new TextChange(target.Span, text));
            }
        }
    }

    private static IEnumerable<(string Kind, SyntaxNode Target, string Text)> Changes(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                yield return ("coalesce", coalesce, coalesce.Left.ToString());
                if (coalesce.Right is not ThrowExpressionSyntax)
                {
                    yield return ("coalesce", coalesce, coalesce.Right.ToString());
                }

                break;
            case BinaryExpressionSyntax binary when Operators.TryGetValue(binary.Kind(), out var others):
                foreach (var other in others)
                {
                    yield return ("operator", binary, $"{binary.Left} {other} {binary.Right}");
                }

                break;
            case AssignmentExpressionSyntax assignment when Operators.TryGetValue(assignment.Kind(), out var others):
                yield return ("assignment", assignment, $"{assignment.Left} {others[0]} {assignment.Right}");
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                yield return ("negation", not, not.Operand.ToString());
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } step:
                yield return ("step", step, $"--{step.Operand}");
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } step:
                yield return ("step", step, $"{step.Operand}--");
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression } step:
                yield return ("step", step, $"{step.Operand}++");
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } literal:
                yield return ("literal", literal, "false");
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } literal:
                yield return ("literal", literal, "true");
                break;
            case ConditionalExpressionSyntax choice:
                yield return ("choice", choice, choice.WhenTrue is ThrowExpressionSyntax ? choice.WhenFalse.ToString() : choice.WhenTrue.ToString());
                if (choice.WhenTrue is not ThrowExpressionSyntax && choice.WhenFalse is not ThrowExpressionSyntax)
                {
                    yield return ("choice", choice, choice.WhenFalse.ToString());
                }

                break;
            case IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax not } test:
                yield return ("pattern", test, $"{test.Expression} is {not.Pattern}");
                break;
            case IsPatternExpressionSyntax test:
                yield return ("pattern", test, $"{test.Expression} is not ({test.Pattern})");
                break;
            case BinaryPatternSyntax pattern:
                yield return ("pattern", pattern, $"{pattern.Left} {(pattern.IsKind(SyntaxKind.OrPattern) ? "and" : "or")} {pattern.Right}");
                break;
            case RelationalPatternSyntax pattern:
                var swapped = pattern.OperatorToken.Text switch { "<" => "<=", "<=" => "<", ">" => ">=", _ => ">" };
                yield return ("pattern", pattern, $"{swapped} {pattern.Expression}");
                break;
            case IfStatementSyntax { Condition: InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax } branch:
                yield return ("condition", branch.Condition, $"!{branch.Condition}");
                break;
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name: IdentifierNameSyntax name } when Calls.TryGetValue(name.Identifier.Text, out var other):
                yield return ("call", name, other);
                break;
            case ExpressionStatementSyntax statement:
                yield return ("left out", statement, ";");
                break;
            case ThrowStatementSyntax statement:
                yield return ("left out", statement, ";");
                break;
            case ReturnStatementSyntax { Expression: null } statement:
                yield return ("left out", statement, ";");
                break;
            case BlockSyntax { Statements.Count: > 1 } block:
                yield return ("emptied", block, "{ }");
                break;
            case ArrowExpressionClauseSyntax { Expression: InvocationExpressionSyntax, Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.BoolKeyword } } } arrow:
                yield return ("condition", arrow.Expression, $"!{arrow.Expression}");
                break;
            case ArrowExpressionClauseSyntax { Expression: InvocationExpressionSyntax, Parent: MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } } } arrow:
                yield return ("emptied", arrow.Expression, "System.GC.KeepAlive(null)");
                break;
            default:
                break;
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 120 ? line : $"{line[..117]}...";
    }
}
