using System.Collections.Frozen;
using System.Collections.Immutable;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Subscriptions.Producers;

/// <summary>Pure: the organisations that a record concerns, as its head says.</summary>
internal sealed class Concerned(HubDirectory directory)
{
    private readonly FrozenDictionary<string, ImmutableArray<OdsCode>> serving = directory.Places.Keys.ToFrozenDictionary(
        place => place,
        place =>
            directory
                .Organisations.Values.Where(one =>
                    one.Kind is OrganisationKind.Council or OrganisationKind.Trust or OrganisationKind.Site && one.Serves(place)
                )
                .Select(one => one.OdsCode)
                .OrderBy(code => code.Value, StringComparer.Ordinal)
                .ToImmutableArray(),
        StringComparer.Ordinal
    );

    /// <summary>Those whose own systems may read the whole record, as the access rules say of each of them.</summary>
    internal ImmutableArray<OdsCode> Readers(RecordHead head)
    {
        var there = head.Place is { } place ? serving.GetValueOrDefault(place, []) : [];
        return PracticeOf(head) is { } practice ? there.Add(practice.OdsCode) : [.. there, .. PracticesThatSent(head)];
    }

    /// <summary>These, whoever else sent something of the person, and the councils to which the person was referred.</summary>
    internal IEnumerable<OdsCode> Parties(RecordHead head) => Readers(head).Concat(Codes(head.Contributors)).Concat(Codes(head.ReferredTo));

    /// <summary>The registered practice, where the directory knows it.</summary>
    internal Organisation? PracticeOf(RecordHead head) =>
        OdsCode.TryParse(head.RegisteredPractice, out var code) && directory.Find(code) is { Kind: OrganisationKind.Practice } practice
            ? practice
            : null;

    private IEnumerable<OdsCode> PracticesThatSent(RecordHead head) =>
        Codes(head.Contributors).Where(code => directory.Find(code) is { Kind: OrganisationKind.Practice });

    private static IEnumerable<OdsCode> Codes(IEnumerable<string> texts) => texts.Select(OdsCode.Parse);
}
