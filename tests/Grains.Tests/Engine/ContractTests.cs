using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;
using Xunit;

namespace Grains.Tests.Engine;

public sealed class ContractTests
{
    private static readonly Type[] Contracts =
        [.. typeof(ActorId).Assembly.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    private static readonly Serializer Codec = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    public static TheoryData<string> Names => [.. Contracts.Select(type => type.FullName!)];

    [Fact]
    public void Every_alias_is_unique()
    {
        var aliases = typeof(ActorId).Assembly.GetTypes().Select(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias).OfType<string>().ToArray();
        Assert.True(aliases.Length > 40);
        Assert.Equal(aliases.Distinct(StringComparer.Ordinal), aliases);
    }

    [Fact]
    public void Every_method_of_a_grain_has_an_alias_that_is_unique_within_it()
    {
        foreach (var grain in typeof(ActorId).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable))))
        {
            var aliases = grain.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias).ToArray();
            Assert.All(aliases, Assert.NotNull);
            Assert.Equal(aliases.Distinct(StringComparer.Ordinal), aliases);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_contract_is_immutable_and_has_an_alias(string name)
    {
        var type = typeof(ActorId).Assembly.GetType(name, throwOnError: true)!;
        Assert.NotNull(type.GetCustomAttribute<ImmutableAttribute>(inherit: false));
        Assert.NotNull(type.GetCustomAttribute<AliasAttribute>(inherit: false));
        Assert.True(type.IsSealed || type.IsAbstract, "a contract is sealed");
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Assert.True(property.SetMethod is null || IsInit(property.SetMethod), $"{property.Name} can be set");
            Assert.False(property.PropertyType.IsArray, $"{property.Name} is an array");
        }

        Assert.All(
            type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly),
            field => Assert.True(field.IsInitOnly || field.GetCustomAttribute<IdAttribute>() is null || field.GetCustomAttribute<CompilerGeneratedAttribute>() is not null, $"{field.Name} can be written"));

        static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_contract_comes_back_from_its_octets_as_it_was(string name)
    {
        var type = typeof(ActorId).Assembly.GetType(name, throwOnError: true)!;
        if (type.IsAbstract)
        {
            return;
        }

        var sample = Sample(type)!;
        var octets = Codec.SerializeToArray(sample);
        var back = Codec.Deserialize<object>(octets);
        Assert.IsType(type, back);
        Assert.Equal(Describe(sample), Describe(back));
        Assert.Equal(octets, Codec.SerializeToArray(back));
    }

    [Fact]
    public void A_payload_crosses_once_however_many_recipients_and_mails_share_it()
    {
        var marker = Enumerable.Range(0, 10_000).Select(number => (byte)(number % 251)).ToArray();
        var body = Octets.Own(marker);
        var crowd = Recipients.Many(Enumerable.Range(0, 500).Select(number => ActorId.Device($"u{number}/d1")));
        ImmutableArray<Posting> postings = [.. Enumerable.Range(1, 3).Select(sequence => new Posting(LetterWith(body, sequence), crowd))];
        var octets = Codec.SerializeToArray(new PostBatch(new RunKey("r", "m"), postings, []));
        Assert.Equal(octets.AsSpan().IndexOf(marker), octets.AsSpan().LastIndexOf(marker));
        Assert.NotEqual(-1, octets.AsSpan().IndexOf(marker));
        Assert.True(octets.Length < 10_000 + (500 * 24), $"{octets.Length} octets");
    }

    [Fact]
    public void Actor_keys_come_apart_as_they_were_put_together()
    {
        var run = new RunKey("run-1", "tree-root");
        foreach (var actor in new[] { ActorId.Device("u7/d1"), ActorId.User("u7"), ActorId.Group("g:family") })
        {
            Assert.Equal((run, actor), RunKey.ParseGrainKey(run.GrainKey(actor)));
        }

        Assert.Throws<FormatException>(() => RunKey.ParseGrainKey("run|mode|Nothing|x"));
        Assert.Throws<ArgumentException>(() => ActorId.User("a|b"));
    }

    [Fact]
    public void The_span_of_a_letter_crosses_with_it()
    {
        var letter = LetterWith(Octets.Own([1]), 1) with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

        Assert.Equal(letter.TraceParent, Codec.Deserialize<Letter>(Codec.SerializeToArray(letter))!.TraceParent);
    }

    private static Letter LetterWith(Octets body, long sequence) =>
        Letter.Of(Samples.Mail(ActorId.User("u1"), "kind") with { Body = body }, new RunKey("r", "m"), ActorId.User("u1"), sequence, 5);

    private static string Describe(object value) => value switch
    {
        Octets octets => Convert.ToHexString(octets.Span),
        string or ValueType => value.GetType().IsGenericType ? string.Join(", ", ((System.Collections.IEnumerable)value).Cast<object>().Select(Describe)) : value.ToString()!,
        ActorId actor => actor.ToString(),
        _ => $"{value.GetType().Name}({string.Join("; ", value.GetType().GetProperties().Where(IsState).Select(property => property.GetValue(value) is { } part ? Describe(part) : "nothing"))})",
    };

    private static bool IsState(PropertyInfo property) =>
        property.GetMethod is { IsStatic: false } getter && getter.GetParameters().Length == 0 && !property.PropertyType.IsByRefLike && property.GetCustomAttribute<IdAttribute>() is not null;

    /// <summary>A value of a contract with something in every member.</summary>
    private static object? Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var element = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(element, 2);
            items.SetValue(Sample(element), 0);
            items.SetValue(Sample(element), 1);
            return typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }] && method.GetGenericArguments().Length == 1)
                .MakeGenericMethod(element).Invoke(null, [items]);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => "text",
            TypeCode.Boolean => true,
            TypeCode.Double => 2.5,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(1),
            TypeCode.Byte or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => Convert.ChangeType(77, type, System.Globalization.CultureInfo.InvariantCulture),
            _ when type == typeof(Octets) => Octets.Own([1, 2, 3]),
            _ when type == typeof(ActorId) => ActorId.Device("u1/d1"),
            _ when type == typeof(SiloAddress) => SiloAddress.New(System.Net.IPAddress.Loopback, 1234, 5),
            _ when type == typeof(Observation) => new Observation.OperationSkipped("why"),
            _ => SampleObject(type),
        };
    }

    private static object SampleObject(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null && IsState(property)))
        {
            property.SetValue(made, Sample(property.PropertyType));
        }

        return made;
    }
}
