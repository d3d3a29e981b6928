using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Directory.Files;

/// <summary>The shapes of the directory's files. What a property means stands in directory/README.md.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 16
)]
[JsonSerializable(typeof(IcsFile))]
[JsonSerializable(typeof(PlaceFile))]
[JsonSerializable(typeof(NeighbourhoodsFile))]
[JsonSerializable(typeof(OrganisationsFile))]
[JsonSerializable(typeof(DischargeHubsFile))]
[JsonSerializable(typeof(RulesFile))]
[JsonSerializable(typeof(GuardRailsFile))]
[JsonSerializable(typeof(SendersFile))]
[JsonSerializable(typeof(MessagingFile))]
[JsonSerializable(typeof(ReadingFile))]
[JsonSerializable(typeof(SensitiveFile))]
[JsonSerializable(typeof(LocalCodesFile))]
[JsonSerializable(typeof(BankHolidaysFile))]
internal sealed partial class FileShapes : JsonSerializerContext;

internal sealed record IcsFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string OdsCode { get; init; }
    public OtherSystemItem[] OtherSystems { get; init; } = [];
}

internal sealed record OtherSystemItem
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string OdsCode { get; init; }
}

internal sealed record PlaceFile
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string System { get; init; }
    public required string Council { get; init; }
    public required AreaItem UsualAddress { get; init; }
}

internal sealed record AreaItem
{
    public required string[] Districts { get; init; }
    public required string[] OutwardCodes { get; init; }
}

internal sealed record NeighbourhoodsFile
{
    public required NeighbourhoodItem[] Neighbourhoods { get; init; }
}

internal sealed record NeighbourhoodItem
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string OdsCode { get; init; }
    public required string Place { get; init; }
}

internal sealed record OrganisationsFile
{
    public required OrganisationItem[] Organisations { get; init; }
}

internal sealed record OrganisationItem
{
    public required string OdsCode { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public string? Neighbourhood { get; init; }
    public string? PartOf { get; init; }
    public string[]? Serves { get; init; }
    public string[]? Systems { get; init; }
    public string[]? WebhookHosts { get; init; }
}

internal sealed record DischargeHubsFile
{
    public required DischargeHubItem[] DischargeHubs { get; init; }
}

internal sealed record DischargeHubItem
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Place { get; init; }
    public required string Host { get; init; }
}

internal sealed record RulesFile
{
    public required string Place { get; init; }
    public required string DischargeHub { get; init; }
    public required AlertItem[] Alerts { get; init; }
    public ClockItem[]? Clocks { get; init; }
    public NoticesItem? Notices { get; init; }
    public PlaceReadingItem[]? Reading { get; init; }
}

internal sealed record PlaceReadingItem
{
    public required string Role { get; init; }
    public string[]? Adds { get; init; }
    public string[]? Removes { get; init; }
}

internal sealed record ReadingFile
{
    public required RoleReadingItem[] Roles { get; init; }
    public required LawItem[] SharedDespiteObjection { get; init; }
}

internal sealed record RoleReadingItem
{
    public required string Role { get; init; }
    public required string[] Sees { get; init; }
    public required string[] MustSee { get; init; }
    public required string[] MaySee { get; init; }
    public string[]? SeesSensitive { get; init; }
    public bool SeesOwnSensitive { get; init; }
    public bool BreakGlass { get; init; }
}

internal sealed record LawItem
{
    public required string Section { get; init; }
    public required string Law { get; init; }
}

internal sealed record LocalCodesFile
{
    public required LocalCodeMapItem[] Maps { get; init; }
}

internal sealed record LocalCodeMapItem
{
    public required string Source { get; init; }
    public required string Target { get; init; }
    public required LocalCodeItem[] Codes { get; init; }
}

internal sealed record LocalCodeItem
{
    public required string Code { get; init; }
    public required string Is { get; init; }
}

internal sealed record SensitiveFile
{
    public required SensitiveItem[] Categories { get; init; }
}

internal sealed record SensitiveItem
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string[]? Labels { get; init; }
    public CodeListItem[]? Codes { get; init; }
    public string[]? Words { get; init; }
    public bool OpenedByBreakGlass { get; init; }
}

internal sealed record CodeListItem
{
    public required string System { get; init; }
    public required string[] Codes { get; init; }
}

internal sealed record AlertItem
{
    public required string Id { get; init; }
    public required string[] On { get; init; }
    public required string AcknowledgeWithin { get; init; }
    public required string EscalateAfter { get; init; }
    public required string[] Needs { get; init; }
    public required string[] Tell { get; init; }
}

internal sealed record ClockItem
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public string? Within { get; init; }
    public required string Days { get; init; }
    public string? WarnBefore { get; init; }
    public required string[] EscalateTo { get; init; }
    public string[]? PausedWhile { get; init; }
}

internal sealed record NoticesItem
{
    public required string[] With { get; init; }
    public required NoticeItem[] Kinds { get; init; }
}

internal sealed record NoticeItem
{
    public required string Kind { get; init; }
    public string? Minimum { get; init; }
    public required string[] Needs { get; init; }
}

internal sealed record GuardRailsFile
{
    public required string[] AlwaysAlertOn { get; init; }
    public required RailDataItem[] AlwaysNeed { get; init; }
    public required RailRecipientsItem[] AlwaysTell { get; init; }
    public required RailClockItem AcknowledgeWithin { get; init; }
    public required RailClockItem EscalateAfter { get; init; }
    public required RailClockItem AssessWithin { get; init; }
    public required RailClockItem ArrangeWithin { get; init; }
    public required RailNoticeItem[] Notices { get; init; }
}

internal sealed record RailDataItem
{
    public required string On { get; init; }
    public required string[] Data { get; init; }
}

internal sealed record RailRecipientsItem
{
    public required string On { get; init; }
    public required string[] Recipients { get; init; }
}

internal sealed record RailNoticeItem
{
    public required string Kind { get; init; }
    public required string[] Needs { get; init; }
}

internal sealed record BankHolidaysFile
{
    public required BankHolidayItem[] Days { get; init; }
}

internal sealed record BankHolidayItem
{
    public required string Date { get; init; }
    public required string Name { get; init; }
}

internal sealed record RailClockItem
{
    public required string Shortest { get; init; }
    public required string Longest { get; init; }
}

internal sealed record SendersFile
{
    public required PolicyItem[] Policies { get; init; }
}

internal sealed record PolicyItem
{
    public string? Organisation { get; init; }
    public string? Kind { get; init; }
    public required string Reading { get; init; }
    public string? DefaultPlace { get; init; }
    public bool DefaultToOwnPlace { get; init; }
    public bool AcceptNhsNumberWithoutVerification { get; init; }
    public bool SpeaksForPds { get; init; }
    public required string[] ResourceTypes { get; init; }
    public QuotaItem? Quota { get; init; }
}

internal sealed record QuotaItem
{
    public required int RequestsPerSecond { get; init; }
    public required int AtOnce { get; init; }
}

internal sealed record MessagingFile
{
    public required QueueItem[] Queues { get; init; }
    public required HubQueueItem DischargeHubQueue { get; init; }
    public required TopicItem[] Topics { get; init; }
}

internal record DeliveryItem
{
    public required bool RequiresSession { get; init; }
    public required string LockDuration { get; init; }
    public required int MaxDeliveryCount { get; init; }
    public required string TimeToLive { get; init; }
    public required bool DeadLetterOnExpiry { get; init; }
}

internal sealed record QueueItem : DeliveryItem
{
    public required string Name { get; init; }
    public string? DuplicateDetectionWindow { get; init; }
}

internal sealed record HubQueueItem : DeliveryItem
{
    public required string NamePrefix { get; init; }
    public string? DuplicateDetectionWindow { get; init; }
}

internal sealed record TopicItem
{
    public required string Name { get; init; }
    public string? DuplicateDetectionWindow { get; init; }
    public required string TimeToLive { get; init; }
    public required CouncilSubscriptionItem CouncilSubscription { get; init; }
}

internal sealed record CouncilSubscriptionItem : DeliveryItem
{
    public required string FilterProperty { get; init; }
}
