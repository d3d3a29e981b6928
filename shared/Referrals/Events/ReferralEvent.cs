using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Referrals.Events;

/// <summary>A checked event of the catalogue.</summary>
/// <param name="SourceId">What tells it from the sender's other events.</param>
internal sealed record ReferralEvent(ReferralEventType Type, string SourceId, EventData Data)
{
    /// <summary>Null for what is told of a person by itself.</summary>
    internal HubResourceId? Referral =>
        Data.Text(ReferralEventType.ReferralIdName) is { } text && HubResourceId.TryParse(text, out var id) ? id : null;

    internal ReferralStatement ToStatement(OdsCode sender, ResourceKey source, VersionOrder order)
    {
        var fact = Type.Fact(Data);
        // Either side cancels by the same event: who says it says which side.
        if (fact.Kind is ReferralFactKind.CancelledByCouncil && !IsCouncil)
            fact = fact with { Kind = ReferralFactKind.CancelledByReferrer };
        return new(Referral?.Key.Value ?? "", source.Value, order.Text, sender.Value, [fact]);
    }

    /// <summary>Whether its sender is a council.</summary>
    internal required bool IsCouncil { get; init; }

    internal EntryContent ToContent() =>
        new(Type.Section, Type.What)
        {
            Date = RecordJson.Instant(Data.At),
            Value = Type
                .Members.Where(member => member.Label is not null)
                .Aggregate(
                    (string?)null,
                    (all, member) => PlainText.Join(all, PlainText.Named(member.Label!, PlainText.Clean(Data.Shown(member.Name))))
                ),
        };

    internal static (ReferralEvent? Event, HubError? Error) Read(
        ReferralEventType type,
        string sourceId,
        JsonElement? json,
        DateTimeOffset receivedAt,
        OdsCode sender,
        HubDirectory directory
    )
    {
        var (data, error) = EventData.Read(json, type.AllMembers, type.OneNeeded, directory);
        if (data is null)
            return (null, error);
        var byReferral = data.Has(ReferralEventType.ReferralIdName);
        if (!byReferral && !type.MayStandAlone || byReferral && data.Has(StayEventType.NhsNumberName))
            return (null, ErrorCatalogue.EventDataInvalid.At($"data.{ReferralEventType.ReferralIdName}"));
        if (data.At > receivedAt + VersionOrder.ClockSkew)
            return (null, ErrorCatalogue.EventDataInvalid.At("data.at"));
        return (new ReferralEvent(type, sourceId, data) { IsCouncil = directory.Find(sender) is { Kind: OrganisationKind.Council } }, null);
    }

    public override string ToString() => $"ReferralEvent {{ Type = {Type.Type} }}";
}
