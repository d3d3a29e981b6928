using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Subscriptions.Producers;

/// <summary>Commits as the planner makes them, as far as events are made of them.</summary>
internal static class SomeDrafts
{
    internal static readonly DateTimeOffset Received = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Pseudonyms Names = new([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    internal static RecordId Record(int serial)
    {
        Assert.True(NhsNumber.TryParse(Cli.Send.SyntheticNhsNumber.FromSerial(serial), out var number));
        return Names.OfPerson(number);
    }

    internal static RecordId Unmatched() => Names.OfSendersPerson(OdsCode.Parse("X90001"), "patient-1");

    /// <summary>A person of Northfield, registered there.</summary>
    internal static RecordHead Head(RecordId record) =>
        new(record)
        {
            Version = 3,
            Place = "northfield",
            RegisteredPractice = "X90001",
            DemographicsOrder = "1",
        };

    internal static CommitDraft Draft(RecordId record, string identity, params IReadOnlyList<EntryVersion> entries) =>
        new(record, identity)
        {
            ContentHash = "hash",
            Snapshot = "snapshot",
            Provenance = new Provenance(OdsCode.Parse("X90001"), "gp-system", "test", null, Received, "correlation"),
            Entries = entries,
            Decide = head => new CommitDecision.Accept(head, [], []),
            Answer = _ => throw new InvalidOperationException("Nobody asks for the answer."),
        };

    internal static EntryVersion Entry(string id, params IReadOnlyList<Section> sections) =>
        Named(id) with
        {
            Content = new EntryContent(sections[0], "Something")
            {
                Parts = [.. sections.Skip(1).Select(section => new EntryContent(section, "A part"))],
            },
        };

    internal static EntryVersion Deletion(string id) => Named(id) with { Deleted = true };

    private static EntryVersion Named(string id) =>
        new(
            ResourceKey.Of(OdsCode.Parse("X90001"), "Observation", id),
            "Observation",
            id,
            VersionOrder.Of("1", Received, null, Received),
            "identity"
        );
}
