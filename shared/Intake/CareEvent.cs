using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Events;

namespace IntegrationHub.Intake;

/// <summary>A care event of a system that does not speak FHIR: a CloudEvent 1.0.</summary>
internal abstract record CareEvent(string Source, string Id, DateTimeOffset? Time, Person Person)
{
    /// <summary>Whether a caller may tell such an event at all.</summary>
    /// <param name="hub">The discharge hub that it names, if any.</param>
    internal abstract Verdict MayBeTold(AccessPolicy access, Caller caller, Directory.DischargeHub? hub);

    /// <summary>Id of the discharge hub that it names, if any.</summary>
    internal virtual string? Hub => null;

    /// <summary>Why an organisation may not tell it of a record, where the record decides.</summary>
    internal virtual HubError? MayNotBeTold(AccessPolicy access, OdsCode sender, RecordHead head) => null;

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

    internal virtual IReadOnlyList<StayStatement> Stays(MessageFacts facts) => [];

    internal virtual IReadOnlyList<ReferralStatement> Referrals(MessageFacts facts) => [];

    protected ResourceKey KeyOf(MessageFacts facts) => ResourceKey.Of(facts.Provenance.Sender, CareEvents.EntryType, SourceId);

    protected VersionOrder Order(MessageFacts facts) => VersionOrder.Of(null, null, Time, facts.Provenance.ReceivedAt);

    /// <summary>An event of type <see cref="Type"/>; docs/schemas/care-encounter-discharged.v1.json describes its data.</summary>
    internal sealed record Discharged(string Source, string Id, DateTimeOffset? Time, Person Person, DischargedData Data)
        : CareEvent(Source, Id, Time, Person)
    {
        internal const string Type = "care.encounter.discharged.v1";

        internal override Verdict MayBeTold(AccessPolicy access, Caller caller, Directory.DischargeHub? hub) =>
            access.MayTellOfStays(caller, StayTellers.AnySystem, hub);

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

        internal override IReadOnlyList<StayStatement> Stays(MessageFacts facts)
        {
            var left = new StayFact(
                StayCodes.IsDeath(Data.DischargeMethod) ? StayFactKind.Died : StayFactKind.Discharged,
                FhirTimes.LatestInstant(Data.DischargedAt) ?? facts.Provenance.ReceivedAt
            )
            {
                Code = StayCodes.Short(Data.DischargeMethod),
                Destination = StayCodes.Short(Data.Destination),
            };
            return [new(StayKey(facts).Value, KeyOf(facts).Value, Order(facts).Text, facts.Provenance.Sender.Value, [left])];
        }

        private ResourceKey StayKey(MessageFacts facts) => ResourceKey.Of(facts.Provenance.Sender, "Encounter", Data.EncounterId!);

        public override string ToString() => $"CareEvent {{ Type = {Type} }}";
    }

    /// <summary>An event of the catalogue of stays.</summary>
    internal sealed record OfStay(string Source, string Id, DateTimeOffset? Time, Person Person, StayEvent Told)
        : CareEvent(Source, Id, Time, Person)
    {
        internal override Verdict MayBeTold(AccessPolicy access, Caller caller, Directory.DischargeHub? hub)
        {
            var may = access.MayTellOfStays(caller, Told.Type.Tellers, hub);
            return may.IsAllowed && Told.Case is null ? access.MayNameStays(caller) : may;
        }

        /// <summary>
        /// The hub's id of a stay is known to those whom the hub told of it. Whoever works a case for a discharge hub may belong to another
        /// place, to which it was passed.
        /// </summary>
        internal override HubError? MayNotBeTold(AccessPolicy access, OdsCode sender, RecordHead head)
        {
            if (Told.Case is null)
                return null;
            if (!head.HasStays)
                return ErrorCatalogue.NotFound;
            return Told.Type.Tellers is StayTellers.DischargeHubs ? null : access.MaySpeakOfStay(sender, RecordDoor.FactsOf(head)).Refusal;
        }

        internal override string? Hub => Told.Data.Text("hub");

        protected override string SourceId => Told.SourceId;

        protected override EntryContent? Content => Told.ToContent();

        internal override IReadOnlyList<StayStatement> Stays(MessageFacts facts) =>
            [Told.ToStatement(facts.Provenance.Sender, KeyOf(facts), Order(facts))];

        public override string ToString() => $"CareEvent {{ Type = {Told.Type.Type} }}";
    }

    /// <summary>An event of the catalogue of referrals.</summary>
    internal sealed record OfReferral(string Source, string Id, DateTimeOffset? Time, Person Person, ReferralEvent Told)
        : CareEvent(Source, Id, Time, Person)
    {
        protected override string SourceId => Told.SourceId;

        protected override EntryContent Content => Told.ToContent();

        internal override Verdict MayBeTold(AccessPolicy access, Caller caller, Directory.DischargeHub? hub) =>
            access.MayTellOfReferrals(caller, Told.Type.Tellers, byItself: Told.Referral is null);

        internal override HubError? MayNotBeTold(AccessPolicy access, OdsCode sender, RecordHead head)
        {
            if (Told.Referral is null)
                return null;
            return head.HasReferrals
                ? access.MaySpeakOfReferral(sender, RecordDoor.FactsOf(head), head.ReferredTo).Refusal
                : ErrorCatalogue.NotFound;
        }

        internal override IReadOnlyList<ReferralStatement> Referrals(MessageFacts facts) =>
            [Told.ToStatement(facts.Provenance.Sender, KeyOf(facts), Order(facts))];

        public override string ToString() => $"CareEvent {{ Type = {Told.Type.Type} }}";
    }
}
