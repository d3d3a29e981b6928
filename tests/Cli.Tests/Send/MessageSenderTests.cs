using IntegrationHub.Cli.Send;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class MessageSenderTests
{
    private static readonly OutgoingMessage Message = OutgoingMessage.From("m", """{"resourceType":"Patient","id":"p"}"""u8.ToArray());

    [Fact]
    public async Task A_message_goes_out_with_its_method_address_type_and_token()
    {
        using var hub = new AnsweringHub((201, null, ""));
        using var sender = new MessageSender(hub.Address, TimeProvider.System);

        var answer = await sender.SendAsync(Message, "t0ken", TestContext.Current.CancellationToken);

        Assert.True(answer.Accepted);
        Assert.Equal([("PUT", "/fhir/Patient/p", "Bearer t0ken", "application/fhir+json")], hub.Asked);
    }

    [Fact]
    public async Task A_busy_hub_is_asked_again_when_it_says()
    {
        using var hub = new AnsweringHub((503, "0", ""), (429, "0", ""), (200, null, ""));
        using var sender = new MessageSender(hub.Address, TimeProvider.System);

        var answer = await sender.SendAsync(Message, "t", TestContext.Current.CancellationToken);

        Assert.Equal(200, answer.Status);
        Assert.Equal(3, hub.Asked.Count);
    }

    [Fact]
    public async Task A_hub_that_stays_busy_is_believed_in_the_end()
    {
        var busy = Enumerable.Repeat<(int, string?, string)>((503, "0", """{"code":"INT900"}"""), MessageSender.Retries + 1).ToArray();
        using var hub = new AnsweringHub(busy);
        using var sender = new MessageSender(hub.Address, TimeProvider.System);

        var answer = await sender.SendAsync(Message, "t", TestContext.Current.CancellationToken);

        Assert.Equal(503, answer.Status);
        Assert.Equal(["INT900"], answer.Codes);
        Assert.Equal(MessageSender.Retries + 1, hub.Asked.Count);
    }

    [Fact]
    public async Task No_connection_is_no_answer_and_not_an_exception()
    {
        using var sender = new MessageSender(new Uri($"http://127.0.0.1:{FreePort.Next()}"), TimeProvider.System);

        Assert.Equal(0, (await sender.SendAsync(Message, "t", TestContext.Current.CancellationToken)).Status);
        await Assert.ThrowsAsync<CommandFailure>(() => sender.CheckReachableAsync(TestContext.Current.CancellationToken));
    }
}
