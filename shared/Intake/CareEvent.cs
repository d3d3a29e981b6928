using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Fhir;

namespace IntegrationHub.Intake;

/// <summary>A care event of a system that does not speak FHIR: a CloudEvent 1.0.</summary>
internal abstract record CareEvent(string Source, string Id, DateTimeOffset? Time, Person Person)
{
    /// <summary>Who may tell such an event.</summary>
    internal abstract StayTellers Tellers { get; }

    /// <summary>Id of the discharge hub that it names, if any.</summary>
    internal virtual string? Hub => null;

    /// <summary>Whether it names the stay by the hub's id.</summary>
    internal virtual bool IsByCase => false;

    /// <summary>What the sender calls the event.</summary>
    protected abstract string SourceId { get; }

    /// <summary>Of the care record; null where it makes none.</summary>
    protected abstract EntryContent? Content { get; }

    internal EntryVersion? ToEntry(MessageFacts facts, int length) =>
        Content is { } content
            ? new EntryVersion(KeyOf(facts), CareEvents.EntryType, SourceId, Order(facts), facts.Identity.Identity)
            {
                Range = new ByteRange(0, length),
                Content = content,
            }
            : null;

    internal abstract StayStatement ToStatement(MessageFacts facts);

    /// <summary>What the alert of a discharge asks for; null for what raises none.</summary>
    internal abstract StayChange? ToStay(MessageFacts facts);

    protected ResourceKey KeyOf(MessageFacts facts) => ResourceKey.Of(facts.Provenance.Sender, CareEvents.EntryType, SourceId);

    protected VersionOrder Order(MessageFacts facts) => VersionOrder.Of(null, null, Time, facts.Provenance.ReceivedAt);

    /// <summary>An event of type <see cref="Type"/>; docs/schemas/care-encounter-discharged.v1.json describes its data.</summary>
    internal sealed record Discharged(string Source, string Id, DateTimeOffset? Time, Person Person, DischargedData Data)
        : CareEvent(Source, Id, Time, Person)
    {
        internal const string Type = "care.encounter.discharged.v1";

        internal override StayTellers Tellers => StayTellers.AnySystem;

        protected override string SourceId => Id;

        protected override EntryContent Content =>
            new(Section.DischargeDetails, "Discharged from hospital")
            {
                Status = "finished",
                Date = Data.DischargedAt,
                Value = string.Join("; ", new[] { Data.DischargeMethod, Data.Destination }.Where(part => !string.IsNullOrEmpty(part)))
                    is { Length: > 0 } value
                    ? value
                    : null,
            };

        internal override StayStatement ToStatement(MessageFacts facts)
        {
            var left = new StayFact(
                StayCodes.IsDeath(Data.DischargeMethod) ? StayFactKind.Died : StayFactKind.Discharged,
                FhirTimes.LatestInstant(Data.DischargedAt) ?? facts.Provenance.ReceivedAt
            )
            {
                Code = StayCodes.Short(Data.DischargeMethod),
                Destination = StayCodes.Short(Data.Destination),
            };
            return new(StayKey(facts).Value, KeyOf(facts).Value, Order(facts).Text, facts.Provenance.Sender.Value, [left]);
        }

        internal override StayChange ToStay(MessageFacts facts) => new(StayKey(facts), Order(facts), Discharged: true, Data.DischargedAt);

        private ResourceKey StayKey(MessageFacts facts) => ResourceKey.Of(facts.Provenance.Sender, "Encounter", Data.EncounterId!);

        public override string ToString() => $"CareEvent {{ Type = {Type} }}";
    }

    /// <summary>An event of the catalogue of stays.</summary>
    internal sealed record OfStay(string Source, string Id, DateTimeOffset? Time, Person Person, StayEvent Told)
        : CareEvent(Source, Id, Time, Person)
    {
        internal override StayTellers Tellers => Told.Type.Tellers;

        internal override string? Hub => Told.Data.Text("hub");

        internal override bool IsByCase => Told.Case is not null;

        protected override string SourceId => Told.SourceId;

        protected override EntryContent? Content => Told.ToContent();

        internal override StayStatement ToStatement(MessageFacts facts) =>
            Told.ToStatement(facts.Provenance.Sender, KeyOf(facts), Order(facts));

        internal override StayChange? ToStay(MessageFacts facts) => null;

        public override string ToString() => $"CareEvent {{ Type = {Told.Type.Type} }}";
    }
}
