using System.Globalization;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>Something a case's clock makes the hub do.</summary>
/// <param name="Id">16 characters, derived from case, clock, step and moment: the same step has the same id however often it is computed.</param>
public sealed record DueStep(string Id, CaseClock Clock, ClockMoment Moment)
{
    /// <summary>All that a case's clocks make the hub do, in order, as far as is known now.</summary>
    public static IReadOnlyList<DueStep> Of(string caseId, IReadOnlyList<CaseClock> clocks)
    {
        ArgumentNullException.ThrowIfNull(clocks);
        return
        [
            .. clocks
                .SelectMany(clock => clock.Moments.Select(moment => new DueStep(IdOf(caseId, clock, moment), clock, moment)))
                .OrderBy(step => step.Moment.At)
                .ThenBy(step => step.Moment.Step)
                .ThenBy(step => step.Id, StringComparer.Ordinal),
        ];
    }

    private static string IdOf(string caseId, CaseClock clock, ClockMoment moment)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(
            hash,
            "clock",
            caseId,
            clock.Rule,
            clock.Alert ?? "",
            clock.Hub ?? "",
            moment.Step.ToString(),
            moment.At.UtcTicks.ToString(CultureInfo.InvariantCulture)
        );
        return Base32.Encode(hash[..10]);
    }
}
