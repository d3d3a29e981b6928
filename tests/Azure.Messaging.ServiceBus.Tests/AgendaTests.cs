using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Testing;

namespace Azure.Messaging.ServiceBus.Tests;

public sealed class AgendaTests
{
    [Fact]
    public void What_is_gone_is_forgotten_in_time_and_nothing_else_is()
    {
        var clock = new TestClock();
        using var agenda = new Agenda(clock, () => { }, subject => subject is "gone");
        var start = agenda.Now;
        for (var i = 0; i < 20_000; i++)
            agenda.Add(i % 100 == 0 ? i : "gone", start + i);

        var taken = new List<object>();
        while (agenda.TryTakeDue(start + 20_000, out var subject))
            taken.Add(subject);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * 100), taken.OfType<int>());
        Assert.InRange(taken.Count, 200, 10_000);
    }

    [Fact]
    public void The_timer_goes_off_for_the_earliest_entry_and_again_for_the_next()
    {
        var clock = new TestClock();
        var fired = 0;
        Agenda? agenda = null;
        agenda = new Agenda(
            clock,
            () =>
            {
                agenda!.Fired();
                while (agenda.TryTakeDue(agenda.Now, out _))
                    fired++;
                agenda.Arm();
            },
            _ => false
        );
        using (agenda)
        {
            var start = agenda.Now;
            agenda.Add("late", start + TimeSpan.FromDays(60).Ticks);
            agenda.Add("early", start + TimeSpan.FromSeconds(5).Ticks);

            clock.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(1, fired);
            clock.Advance(TimeSpan.FromDays(59));
            Assert.Equal(1, fired);
            clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(2, fired);
        }
    }
}
