using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grains.Interfaces.Contracts.Runs;
using Grains.Interfaces.Contracts.Views;
using Silo.Exploring;
using Silo.Runs;

namespace Silo.Dashboard;

/// <summary>How the page is answered: JSON, names in camel case, states in small letters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = false, Converters = [typeof(LowerCaseStates)])]
[JsonSerializable(typeof(RunTicket))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(PageInfo))]
[JsonSerializable(typeof(ImmutableArray<ScenarioLine>))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(ImmutableArray<Point>))]
[JsonSerializable(typeof(ImmutableArray<RunFile>))]
[JsonSerializable(typeof(ImmutableArray<NamedActor>))]
[JsonSerializable(typeof(GroupView))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(TreePicture))]
[JsonSerializable(typeof(Exploration))]
internal sealed partial class DashboardJson : JsonSerializerContext
{
    /// <summary>States as the page knows them.</summary>
    public sealed class LowerCaseStates() : JsonStringEnumConverter<TicketState>(JsonNamingPolicy.CamelCase);
}
