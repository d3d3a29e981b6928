using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Producers;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Subscriptions.Producers;

/// <summary>What commits tell of by themselves.</summary>
public sealed class RecordEventsTests
{
    private static readonly HubDirectory Directory = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory!;

    private readonly RecordEvents events = new(Directory, _ => true);

    [Fact]
    public void A_change_names_the_sections_of_entries_and_of_their_parts_in_the_records_order()
    {
        var record = SomeDrafts.Record(1);
        var told = Assert.Single(
            Told(
                SomeDrafts.Draft(
                    record,
                    "one",
                    SomeDrafts.Entry("a", Section.Medications),
                    SomeDrafts.Entry("b", Section.Demographics, Section.GpPractice),
                    SomeDrafts.Entry("c", Section.Medications)
                )
            )
        );
        Assert.Equal((EventTopic.RecordChanged, "care.record.changed.v1", record), (told.Topic, told.Type, told.Record));
        Assert.Equal(["demographics", "gp-practice", "medications"], told.Sections);
        Assert.Equal(("northfield", SomeDrafts.Received), (told.Place, told.OccurredAt));
        Assert.Equal([$"Patient/{record}"], told.Focus);
        Assert.Contains("C90001", told.Concerns.Select(code => code.Value));
        Assert.Contains("X90001", told.Concerns.Select(code => code.Value));
        Assert.DoesNotContain("C90002", told.Concerns.Select(code => code.Value));
    }

    [Fact]
    public void Where_nobody_who_could_read_it_wishes_to_hear_a_commit_leaves_nothing_but_what_became_of_the_person()
    {
        var asked = new List<string>();
        var quiet = new RecordEvents(
            Directory,
            codes =>
            {
                asked.AddRange(codes.Select(code => code.Value));
                return false;
            }
        );
        var draft = SomeDrafts.Draft(SomeDrafts.Record(1), "one", SomeDrafts.Entry("a", Section.Alerts));
        var head = SomeDrafts.Head(draft.Record);
        Assert.Empty(Assert.IsType<CommitDecision.Accept>(quiet.Telling(draft).Decide(head)).Outbox);
        Assert.Contains("C90001", asked);
        Assert.DoesNotContain("C90002", asked);

        var dies = draft with { Decide = before => new CommitDecision.Accept(before with { DeathTold = "true|X90001|1" }, [], []) };
        var outbox = Assert.IsType<CommitDecision.Accept>(quiet.Telling(dies).Decide(head)).Outbox;
        Assert.Equal("care.person.died.v1", HubEvent.Parse(Assert.Single(outbox).Body!).Type);
    }

    [Fact]
    public void A_deletion_is_in_every_section_so_that_no_filter_hides_it() =>
        Assert.Equal(
            Section.All.Select(section => section.Code),
            Assert.Single(Told(SomeDrafts.Draft(SomeDrafts.Record(1), "one", SomeDrafts.Deletion("a")))).Sections
        );

    [Fact]
    public void The_same_message_tells_the_same_ids_and_another_message_or_record_others()
    {
        var entry = SomeDrafts.Entry("a", Section.Alerts);
        string Id(int record, string identity) => Assert.Single(Told(SomeDrafts.Draft(SomeDrafts.Record(record), identity, entry))).Id;

        Assert.Equal(Id(1, "one"), Id(1, "one"));
        Assert.Distinct([Id(1, "one"), Id(1, "two"), Id(2, "one")]);
    }

    [Fact]
    public void What_a_commit_tells_of_a_person_has_ids_of_its_own_and_reaches_both_sides_of_a_move()
    {
        var draft = SomeDrafts.Draft(SomeDrafts.Record(1), "one", SomeDrafts.Entry("a", Section.Demographics)) with
        {
            Decide = head => new CommitDecision.Accept(head with { Place = "southport", DeathTold = "true|X90001|1" }, [], []),
        };
        var told = Told(draft);
        Assert.Equal(["care.record.changed.v1", "care.person.moved.v1", "care.person.died.v1"], told.Select(one => one.Type));
        Assert.Distinct(told.Select(one => one.Id));
        Assert.DoesNotContain("C90001", told[0].Concerns.Select(code => code.Value));
        Assert.Superset(new HashSet<string> { "C90001", "C90003", "X90001" }, told[1].Concerns.Select(code => code.Value).ToHashSet());
        Assert.Equal(("moved", "southport", EventTier.System), (told[1].Kind, told[1].Place, told[1].Tier));
        Assert.Equal(["demographics"], told[1].Sections);
    }

    [Fact]
    public void Nobody_is_told_of_the_unmatched_of_those_who_objected_and_of_what_is_refused()
    {
        var (entry, record) = (SomeDrafts.Entry("a", Section.Alerts), SomeDrafts.Record(1));
        Assert.Empty(Told(SomeDrafts.Draft(SomeDrafts.Unmatched(), "one", entry)));
        Assert.Empty(
            Told(
                SomeDrafts.Draft(record, "one", entry) with
                {
                    Decide = head => new CommitDecision.Accept(head with { EverObjected = true, Place = "southport" }, [], []),
                }
            )
        );
        Assert.Empty(Told(SomeDrafts.Draft(record, "one")));
        var refusal = events.Telling(
            SomeDrafts.Draft(record, "one", entry) with
            {
                Decide = _ => new CommitDecision.Refuse(ErrorCatalogue.Busy),
            }
        );
        Assert.IsType<CommitDecision.Refuse>(refusal.Decide(SomeDrafts.Head(record)));
    }

    [Fact]
    public void Of_a_record_that_is_read_as_one_with_others_theirs_are_asked_for_an_objection_too()
    {
        var draft = SomeDrafts.Draft(SomeDrafts.Record(1), "one", SomeDrafts.Entry("a", Section.Alerts));
        var head = SomeDrafts.Head(draft.Record) with { Ties = new PersonTies([SomeDrafts.Record(2)], [], false) };
        var accepted = Assert.IsType<CommitDecision.Accept>(events.Telling(draft).Decide(head));
        Assert.Equal(OutboxMessage.UnlessObjected, Assert.Single(accepted.Outbox).Subject);
    }

    [Fact]
    public void All_that_a_commit_tells_is_one_row()
    {
        var told = Told(SomeDrafts.Draft(SomeDrafts.Record(1), "one", SomeDrafts.Deletion("a")));
        Assert.Single(OutboxRows.Make(1, [.. Enumerable.Repeat(told[0].ToOutbox(), 4)]));
    }

    private List<HubEvent> Told(CommitDraft draft)
    {
        var accepted = Assert.IsType<CommitDecision.Accept>(events.Telling(draft).Decide(SomeDrafts.Head(draft.Record)));
        return [.. accepted.Outbox.Select(message => HubEvent.Parse(message.Body!))];
    }
}
