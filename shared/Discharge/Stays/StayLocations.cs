using Hl7.Fhir.Model;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Stays;

/// <summary>Where a person lies from a moment on.</summary>
/// <param name="From">Null where the source does not say.</param>
internal sealed record StayLocation(DateTimeOffset? From, string? Ward, string? Site);

/// <summary>Pure: from an Encounter's locations to where the person lay first and where they were moved.</summary>
internal static class StayLocations
{
    /// <summary>Of longer stays the latest moves are kept: where the person is counts, and the whole is in the original.</summary>
    internal const int MostMoves = 24;

    private const string WardType = "wa";

    /// <param name="admitted">Null where the Encounter does not say when it began.</param>
    internal static (StayLocation? First, IReadOnlyList<StayFact> Moves) Of(
        Encounter encounter,
        DateTimeOffset? admitted,
        StayContext context
    )
    {
        var told = encounter
            .Location.Where(location =>
                location?.Status is not (Encounter.EncounterLocationStatus.Planned or Encounter.EncounterLocationStatus.Reserved)
            )
            .Select(location => (Told: location, Place: Read(location, context)))
            .Where(pair => pair.Place is { Ward: not null } or { Site: not null })
            .ToList();
        var dated = told.Select(pair => pair.Place).Where(place => place.From is not null).OrderBy(place => place.From).ToList();
        var begun = dated.FindLastIndex(place => place.From <= admitted);
        var first =
            begun >= 0 ? dated[begun]
            : dated.Count == 0 ? (told.Find(pair => IsWard(pair.Told)) is { Place: { } ward } ? ward : told.FirstOrDefault().Place)
            : null;
        var moves = dated.Skip(begun + 1).TakeLast(MostMoves).Select(place => Move(place.From!.Value, place)).ToList();
        return (first ?? SiteOf(encounter, context), moves);
    }

    internal static StayFact Move(DateTimeOffset at, StayLocation place) =>
        new(StayFactKind.Moved, at) { Ward = place.Ward, Site = place.Site };

    private static StayLocation Read(Encounter.LocationComponent told, StayContext context)
    {
        var reference = told.Location;
        var location = reference is null ? null : context.Target(reference) as Location;
        // What has a code of its own is a site; its name is no ward's.
        var site = StayContext.Ods([reference?.Identifier, .. location?.Identifier ?? []]);
        var ward =
            site is null || IsWard(told) || IsWard(location)
                ? StayCodes.Line(reference?.Display, StayCodes.LongestWard) ?? StayCodes.Line(location?.Name, StayCodes.LongestWard)
                : null;
        return new StayLocation(
            FhirTimes.Instant(told.Period?.Start),
            ward,
            (site ?? context.OrganisationOf(location?.ManagingOrganization))?.Value
        );
    }

    private static bool IsWard(Encounter.LocationComponent told) => IsWard(told.PhysicalType);

    private static bool IsWard(Location? location) => IsWard(location?.PhysicalType);

    private static bool IsWard(CodeableConcept? type) => type?.Coding.Exists(coding => coding?.Code is WardType) is true;

    private static StayLocation? SiteOf(Encounter encounter, StayContext context) =>
        context.OrganisationOf(encounter.ServiceProvider) is { } provider && provider != context.Sender && context.IsOwn(provider)
            ? new StayLocation(null, null, provider.Value)
            : null;
}
