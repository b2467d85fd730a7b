using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Simulation.Driving;
using Simulation.Scenarios;
using Simulation.Workload;
using Xunit;

namespace Simulation.Tests.Driving;

public sealed class TraceTranslatorTests
{
    private static readonly DeviceName Phone = new("u0001/d1");
    private static readonly DeviceName Laptop = new("u0001/d2");
    private static readonly ConversationName Group = new("g:all");

    public static TheoryData<TraceAction, string, TraceCommand> Actions => new()
    {
        { new TraceAction.CreateGroup(Group, Phone, [new UserName("u0001"), new UserName("u0002")]), "u0001/d1", new TraceCommand.CreateGroup("g:all", ["u0002"]) },
        { new TraceAction.AddUser(Group, Phone, new UserName("u0003")), "u0001/d1", new TraceCommand.AddUser("g:all", "u0003") },
        { new TraceAction.RemoveUser(Group, Phone, new UserName("u0003")), "u0001/d1", new TraceCommand.RemoveUser("g:all", "u0003") },
        { new TraceAction.AddDevice(Laptop, DeviceClass.Desktop, Phone), "u0001/d2", new TraceCommand.Start("u0001/d1", "desktop") },
        { new TraceAction.RemoveDevice(Laptop, Phone), "u0001/d1", new TraceCommand.RemoveDevice("u0001/d2") },
        { new TraceAction.UpdateKeys(Phone), "u0001/d1", new TraceCommand.UpdateKeys() },
        { new TraceAction.SendMessage(Group, Phone, 77), "u0001/d1", new TraceCommand.SendMessage("g:all", 77) },
        { new TraceAction.GoOnline(Phone), "u0001/d1", new TraceCommand.GoOnline() },
        { new TraceAction.GoOffline(Phone), "u0001/d1", new TraceCommand.GoOffline() },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_is_a_command_to_the_device_that_acts(TraceAction action, string device, TraceCommand expected)
    {
        Command command = Assert.Single(Translate(action));

        Assert.Equal(ActorId.Device(device), command.To);
        Assert.Equal(1500, command.At);
        Assert.Equal(new Operation(9, action.Operation, Phase.Measured), command.Operation);
        Assert.Equal(MailKinds.Command, command.Kind);
        Assert.Equal(expected, Tls.Decode<TraceCommand>(command.Body.Span));
    }

    [Fact]
    public void The_further_devices_of_a_new_user_are_brought_in_by_the_first_one_after_the_other()
    {
        ImmutableArray<Command> commands = Translate(new TraceAction.RegisterUser(
            new UserName("u0001"), [new NewDevice(Phone, DeviceClass.Phone), new NewDevice(Laptop, DeviceClass.Server)]));

        Assert.Equal([1500L, 3500L], commands.Select(command => command.At));
        Assert.Equal<TraceCommand>(
            [new TraceCommand.Start("", "phone"), new TraceCommand.Start("u0001/d1", "server")],
            commands.Select(command => Tls.Decode<TraceCommand>(command.Body.Span)));
    }

    [Fact]
    public void The_actors_are_told_the_scenario()
    {
        Scenario family = ScenarioFiles.Read("family");
        var request = new RunRequest(family, TraceGenerator.Generate(family, 1, stop: TestContext.Current.CancellationToken), "tree-root", Entropy.System);

        ActorRunSettings settings = Tls.Decode<ActorRunSettings>(new TraceTranslator(request).Settings().Span);

        Assert.Equal(("tree-root", "system", 40u, 10u, 500u), (settings.Mode, settings.Entropy, settings.KeyPackagePool, settings.RefillBelow, settings.BackOffMilliseconds));
        Assert.Equal(family.Suite, settings.Suite);
        Assert.Equal((false, false), (settings.StockPerUser, settings.RenewAfterAdd));
        Scenario other = ScenarioFiles.Read("family", "keyPackages.stock=per-user", "keyPackages.renewAfterAdd=true");
        settings = Tls.Decode<ActorRunSettings>(new TraceTranslator(request with { Scenario = other }).Settings().Span);
        Assert.Equal((true, true), (settings.StockPerUser, settings.RenewAfterAdd));
        Assert.Equal(136u, settings.CostsOf("phone").Sign);
    }

    private static ImmutableArray<Command> Translate(TraceAction action) =>
        TraceTranslator.Commands(new TraceStage("life", Phase.Measured, 0, [new TraceEvent(500, 9, action)]), 1000);
}
