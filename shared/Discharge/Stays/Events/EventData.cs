using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>
/// The data of an event about a stay or a referral, checked member by member; what its type does not list is kept in the snapshot only. Personal: it
/// prints as a fixed text.
/// </summary>
internal sealed class EventData
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    private readonly LocalCodes codes;

    private EventData(LocalCodes codes) => this.codes = codes;

    internal DateTimeOffset At => (DateTimeOffset)values["at"];

    internal string? Text(string name) => values.GetValueOrDefault(name) as string;

    internal DateOnly? Date(string name) => values.TryGetValue(name, out var value) ? (DateOnly)value : null;

    internal int Number(string name) => (int)values[name];

    internal bool IsTrue(string name) => (bool)values[name];

    /// <summary>The key in one of the hub's ids.</summary>
    internal string? Key(string name) => HubResourceId.TryParse(Text(name), out var id) ? id.Key.Value : null;

    /// <summary>The member <c>code</c>, as one of the hub's own where <c>system</c> says whose it is and the directory what it means.</summary>
    internal string? Code(CaseCodeSystem target) =>
        Text("code") is { } code
            ? StayCodes.Local(target, Text(EventMembers.CodeSystem.Name) ?? target.Url, code, codes)?.Code ?? code
            : null;

    internal bool Has(string name) => values.ContainsKey(name);

    /// <summary>As it is shown beside others.</summary>
    internal string? Shown(string name) =>
        values.GetValueOrDefault(name) switch
        {
            null => null,
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool yes => yes ? "yes" : "no",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };

    public override string ToString() => "EventData (withheld)";

    internal static (EventData? Data, HubError? Error) Read(
        JsonElement? json,
        IReadOnlyList<EventMember> listed,
        IReadOnlyList<OneNeeded> oneNeeded,
        HubDirectory directory
    )
    {
        if (json is not { ValueKind: JsonValueKind.Object } members)
            return (null, ErrorCatalogue.EventDataInvalid.At("data"));
        var data = new EventData(directory.LocalCodes);
        foreach (var member in listed)
        {
            if (!members.TryGetProperty(member.Name, out var told))
            {
                if (member.Needed)
                    return (null, ErrorCatalogue.EventDataInvalid.At($"data.{member.Name}"));
                continue;
            }

            if (Value(told, member, directory) is not { } value)
                return (
                    null,
                    (member.Kind is MemberKind.NhsNumber ? ErrorCatalogue.NhsNumberInvalid : ErrorCatalogue.EventDataInvalid).At(
                        $"data.{member.Name}"
                    )
                );
            data.values[member.Name] = value;
        }

        foreach (var rule in oneNeeded)
        {
            if (rule.WhenFalse is { } answer && data.IsTrue(answer))
                continue;
            if (!rule.Of.Any(data.Has))
                return (null, ErrorCatalogue.EventDataInvalid.At($"data.{rule.Of[0]}"));
        }

        return (data, null);
    }

    private static object? Value(JsonElement told, EventMember member, HubDirectory directory)
    {
        if (member.Kind is MemberKind.Truth)
            return told.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
        if (member.Kind is MemberKind.Pathway)
            return told.ValueKind is JsonValueKind.Number && told.TryGetInt32(out var number) && number is >= 0 and <= 3 ? number : null;
        if (told.ValueKind is not JsonValueKind.String || told.GetString() is not { } text)
            return null;
        return member.Kind switch
        {
            MemberKind.Moment => IsMoment(text) ? FhirTimes.Instant(text)?.ToUniversalTime() : null,
            MemberKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : null,
            MemberKind.Text => IsLine(text, member.Longest) ? text : null,
            MemberKind.Word => member.Words.Contains(text, StringComparer.Ordinal) ? text : null,
            MemberKind.Organisation => OdsCode.TryParse(text, out var code) ? code.Value : null,
            MemberKind.Council => OdsCode.TryParse(text, out var council) && directory.Find(council) is { Kind: OrganisationKind.Council }
                ? council.Value
                : null,
            MemberKind.Hub => directory.DischargeHubs.ContainsKey(text) ? text : null,
            MemberKind.NhsNumber => NhsNumber.TryParse(text, out _) ? text : null,
            MemberKind.HubId => HubResourceId.TryParse(text, out _) ? text : null,
            _ => throw new InvalidOperationException("A member of no known kind."),
        };
    }

    /// <summary>A time without a zone is not one, and one without seconds is not RFC 3339's.</summary>
    private static bool IsMoment(string text) =>
        text.Length >= "yyyy-MM-ddTHH:mm:ssZ".Length
        && (text[^1] is 'Z' || text[^6] is '+' or '-' && text[^3] is ':' && !text.AsSpan(text.Length - 5, 2).ContainsAnyExcept(Digits));

    /// <summary>Has something in it, and nothing that cannot be seen.</summary>
    private static bool IsLine(string text, int longest) =>
        text.Length <= longest && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
