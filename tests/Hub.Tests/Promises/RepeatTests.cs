using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>Promise 2: sending again has one effect and gets the first answer.</summary>
public sealed class RepeatTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => fixture.Hub;

    [Theory]
    [InlineData(5)]
    [InlineData(150)]
    public async Task Sixty_four_sends_at_once_and_one_after_a_restart_have_one_effect_and_one_answer(int entries)
    {
        var message = Messages.Gp(TestPerson.New(), entries, Messages.NewName("bundle"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Hub.Client.SendAsync(message, Cancellation)));
        await Hub.RestartAsync(Cancellation);
        var late = await Hub.Client.SendAsync(message, Cancellation);

        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.All(answers.Append(late), answer => Assert.Equal(answers[0].Body, answer.Body));
        Assert.Equal((1, entries), await Hub.Truth.SeenOfAsync(Hub.RecordOf(message.Person), message, Cancellation));
        Assert.Equal(1, (await Hub.Truth.ReadAsync(Hub.RecordOf(message.Person), Cancellation))!.Head.Version);
    }

    [Fact]
    public async Task Sixty_four_sends_of_a_discharge_raise_one_alert()
    {
        var message = Messages.DischargedEvent(TestPerson.New(), Messages.NewName("stay"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Hub.Client.SendAsync(message, Cancellation)));
        await Hub.SweepAsync(Cancellation);

        Assert.All(answers, answer => Assert.Equal(202, (int)answer.Status));
        Assert.Single(await Hub.AlertsOfAsync(message.Person, Cancellation));
    }

    [Fact]
    public async Task The_same_bytes_without_any_identifier_are_the_same_message()
    {
        var message = Messages.Gp(TestPerson.New(), entries: 4);
        var first = await Hub.Client.SendAsync(message, Cancellation);
        var second = await Hub.Client.SendAsync(message, Cancellation);

        Assert.Equal(first.Body, second.Body);
        Assert.Equal((1, 4), await Hub.Truth.SeenOfAsync(Hub.RecordOf(message.Person), message, Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_used_again_for_other_bytes_is_refused_and_changes_nothing(bool samePatient)
    {
        var key = Messages.NewName("key");
        var first = Messages.Gp(TestPerson.New(), entries: 3);
        var other = Messages.Gp(samePatient ? first.Person : TestPerson.New(), entries: 3);

        Assert.True((await Hub.Client.SendAsync(first, Cancellation, key)).IsAcknowledgement);
        var refused = await Hub.Client.SendAsync(other, Cancellation, key);

        Assert.Equal((422, "INT400"), ((int)refused.Status, refused.Code));
        Assert.Equal((0, 0), await Hub.Truth.SeenOfAsync(Hub.RecordOf(other.Person), other, Cancellation));
        Assert.True((await Hub.Client.SendAsync(first, Cancellation, key)).IsAcknowledgement);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bundle_identifier_used_again_for_other_bytes_is_refused(bool samePatient)
    {
        var identifier = Messages.NewName("bundle");
        var first = Messages.Gp(TestPerson.New(), entries: 3, identifier);
        var other = Messages.Gp(samePatient ? first.Person : TestPerson.New(), entries: 3, identifier);

        Assert.True((await Hub.Client.SendAsync(first, Cancellation)).IsAcknowledgement);
        var refused = await Hub.Client.SendAsync(other, Cancellation);

        Assert.Equal((422, "INT400"), ((int)refused.Status, refused.Code));
        Assert.Equal((0, 0), await Hub.Truth.SeenOfAsync(Hub.RecordOf(other.Person), other, Cancellation));
    }

    [Fact]
    public async Task An_idempotency_key_counts_before_the_bundle_identifier()
    {
        var message = Messages.Gp(TestPerson.New(), entries: 3, Messages.NewName("bundle"));
        Assert.True((await Hub.Client.SendAsync(message, Cancellation, Messages.NewName("key"))).IsAcknowledgement);
        Assert.True((await Hub.Client.SendAsync(message, Cancellation, Messages.NewName("key"))).IsAcknowledgement);

        Assert.Equal((2, 6), await Hub.Truth.SeenOfAsync(Hub.RecordOf(message.Person), message, Cancellation));
    }

    [Fact]
    public async Task Two_senders_with_the_same_key_and_identifier_do_not_meet()
    {
        var (person, key, identifier) = (TestPerson.New(), Messages.NewName("key"), Messages.NewName("bundle"));
        var ours = Messages.Gp(person, entries: 3, identifier);
        var theirs = Messages.Gp(person, entries: 4, identifier, from: TestSender.OtherPractice);

        Assert.True((await Hub.Client.SendAsync(ours, Cancellation, key)).IsAcknowledgement);
        Assert.True((await Hub.Client.SendAsync(theirs, Cancellation, key)).IsAcknowledgement);

        Assert.Equal((1, 3), await Hub.Truth.SeenOfAsync(Hub.RecordOf(person), ours, Cancellation));
        Assert.Equal((1, 4), await Hub.Truth.SeenOfAsync(Hub.RecordOf(person), theirs, Cancellation));
    }

    [Fact]
    public async Task A_repeat_is_answered_as_before_though_the_record_has_moved_on()
    {
        var person = TestPerson.New();
        var message = Messages.Gp(person, entries: 3, Messages.NewName("bundle"));
        var first = await Hub.Client.SendAsync(message, Cancellation);
        for (var i = 0; i < 3; i++)
            Assert.True(
                (await Hub.Client.SendAsync(Messages.Gp(person, entries: 2, Messages.NewName("bundle")), Cancellation)).IsAcknowledgement
            );

        Assert.Equal(first.Body, (await Hub.Client.SendAsync(message, Cancellation)).Body);
    }
}
