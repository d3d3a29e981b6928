using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Access;

/// <summary>Quotas on a clock that the test moves: councils of the demonstration have 200 requests a second, 2,000 at once.</summary>
public sealed class RequestQuotaTests
{
    private const int AtOnce = 2_000;

    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;

    private readonly TestClock clock = new();
    private readonly RequestQuotas quotas;

    public RequestQuotaTests() => quotas = new(Demonstration, clock);

    [Fact]
    public void A_rested_organisation_has_all_at_once_and_then_as_much_as_comes_back()
    {
        Assert.Equal(AtOnce, TakenBy(Council("C90001")));
        Assert.Equal(TimeSpan.FromMilliseconds(5), quotas.Take(Council("C90001"), QuotaUse.Sending));

        clock.Advance(TimeSpan.FromMilliseconds(4));
        Assert.NotNull(quotas.Take(Council("C90001"), QuotaUse.Sending));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(quotas.Take(Council("C90001"), QuotaUse.Sending));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, TakenBy(Council("C90001")));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(AtOnce, TakenBy(Council("C90001")));
    }

    [Fact]
    public void Asking_on_while_refused_puts_nothing_off()
    {
        TakenBy(Council("C90001"));
        for (var asked = 0; asked < 1_000; asked++)
            Assert.NotNull(quotas.Take(Council("C90001"), QuotaUse.Sending));
        clock.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Null(quotas.Take(Council("C90001"), QuotaUse.Sending));
    }

    [Fact]
    public void Other_organisations_the_other_use_and_the_organisations_people_have_theirs_untouched()
    {
        TakenBy(Council("C90001"));
        Assert.NotNull(quotas.Take(Council("C90001"), QuotaUse.Sending));

        Assert.Null(quotas.Take(Council("C90002"), QuotaUse.Sending));
        Assert.Null(quotas.Take(Council("C90001"), QuotaUse.Receiving));
        Assert.Null(quotas.Take(Caller("C90001", Role.SocialWorker), QuotaUse.Sending));
        Assert.Null(quotas.Take(Caller("C90001", Role.Operator), QuotaUse.Sending));
    }

    [Fact]
    public void Many_at_the_same_moment_get_no_more_than_there_is()
    {
        var taken = 0;
        Parallel.For(
            0,
            3 * AtOnce,
            _ =>
            {
                if (quotas.Take(Council("C90001"), QuotaUse.Receiving) is null)
                    Interlocked.Increment(ref taken);
            }
        );
        Assert.Equal(AtOnce, taken);
    }

    [Fact]
    public void Where_the_directory_says_nothing_it_is_the_default_and_organisations_it_does_not_know_share_one()
    {
        Assert.Equal(RequestQuota.Default.AtOnce, TakenBy(Caller("X90001", Role.GpSystem)));
        Assert.Equal(RequestQuota.Default.AtOnce, TakenBy(Caller("QZ9", Role.Operator)));
        Assert.Equal(RequestQuota.Default.AtOnce, TakenBy(Caller("ZZ999", Role.GpSystem)));
        Assert.NotNull(quotas.Take(Caller("ZZ998", Role.GpSystem), QuotaUse.Sending));
    }

    private int TakenBy(Caller caller)
    {
        var taken = 0;
        while (quotas.Take(caller, QuotaUse.Sending) is null)
            taken++;
        return taken;
    }

    private static Caller Council(string code) => Caller(code, Role.CouncilSystem);

    private static Caller Caller(string code, Role role) => new(OdsCode.Parse(code), role, null, "test");
}
