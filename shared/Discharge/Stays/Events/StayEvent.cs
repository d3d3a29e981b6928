using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>A checked event of the catalogue.</summary>
/// <param name="SourceId">What tells it from the sender's other events.</param>
internal sealed record StayEvent(StayEventType Type, string SourceId, EventData Data)
{
    /// <summary>Whom and which stay, where the hub's id says it.</summary>
    internal HubResourceId? Case => Data.Text(StayEventType.CaseIdName) is { } text && HubResourceId.TryParse(text, out var id) ? id : null;

    internal ResourceKey StayOf(OdsCode sender) =>
        Case?.Key ?? ResourceKey.Of(sender, "Encounter", Data.Text(StayEventType.EncounterIdName)!);

    internal StayStatement ToStatement(OdsCode sender, ResourceKey source, VersionOrder order) =>
        new(StayOf(sender).Value, source.Value, order.Text, sender.Value, Type.Facts(Data));

    /// <summary>Null for what makes none.</summary>
    internal EntryContent? ToContent() =>
        Type.Section is { } section
            ? new EntryContent(section, Type.What)
            {
                Date = RecordJson.Instant(Data.At),
                Value = Type
                    .Members.Where(member => member.Label is not null)
                    .Aggregate(
                        (string?)null,
                        (all, member) => PlainText.Join(all, PlainText.Named(member.Label!, PlainText.Clean(Data.Shown(member.Name))))
                    ),
            }
            : null;

    /// <summary>
    /// Either the hub's id of the stay, which says the person too, or the sender's own with the NHS number where it is known: two names
    /// of one thing could differ.
    /// </summary>
    internal static (StayEvent? Event, HubError? Error) Read(
        StayEventType type,
        string sourceId,
        JsonElement? json,
        DateTimeOffset receivedAt,
        HubDirectory directory
    )
    {
        var (data, error) = EventData.Read(json, type.AllMembers, type.OneNeeded, directory);
        if (data is null)
            return (null, error);
        var byCase = data.Has(StayEventType.CaseIdName);
        if (byCase == data.Has(StayEventType.EncounterIdName) || byCase && data.Has(StayEventType.NhsNumberName))
            return (null, ErrorCatalogue.EventDataInvalid.At($"data.{StayEventType.CaseIdName}"));
        if (!type.MayLieAhead && data.At > receivedAt + VersionOrder.ClockSkew)
            return (null, ErrorCatalogue.EventDataInvalid.At("data.at"));
        var told = new StayEvent(type, sourceId, data);
        if (
            data.Text("alert") is { } alert
            && (told.Case is not { } ofCase || !alert.StartsWith(ofCase.Record.Value, StringComparison.Ordinal))
        )
            return (null, ErrorCatalogue.EventDataInvalid.At("data.alert"));
        if (
            told.Case is { } named
            && HubResourceId.TryParse(data.Text(EventMembers.NoticeIdName), out var notice)
            && notice.Record != named.Record
        )
            return (null, ErrorCatalogue.EventDataInvalid.At($"data.{EventMembers.NoticeIdName}"));
        return (told, null);
    }

    public override string ToString() => $"StayEvent {{ Type = {Type.Type} }}";
}
