using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals.Projection;

namespace IntegrationHub.Referrals.Closing;

/// <summary>
/// The hub's own Task of each referral, made from the referral as it stands: with it a referrer follows what becomes of it whatever the
/// council's system speaks. Senders' Tasks stay as they were sent.
/// </summary>
public sealed class ReferralTasks(PresentReferrals present, HubDirectory directory)
{
    /// <summary>Id of a referral's Task.</summary>
    public string IdOf(string referralId) => IdOf(referralId, directory);

    internal static string IdOf(string referralId, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(referralId);
        var key = ResourceKey.Of(directory.CareSystem.OdsCode, "Task", $"referral|{referralId}");
        return $"{referralId[..RecordId.Length]}.{key}";
    }

    /// <summary>The id of the referral whose Task that is; null where it is none's.</summary>
    public async Task<string?> FindAsync(string taskId, CancellationToken cancellationToken)
    {
        if (!HubResourceId.TryParse(taskId, out var id) || !id.Key.IsOf(directory.CareSystem.OdsCode))
            return null;
        var known = await present.ReadAsync(id.Record, cancellationToken);
        return known.Select(referral => referral.Id).FirstOrDefault(referral => IdOf(referral) == taskId);
    }

    public byte[] Write(Referral referral)
    {
        ArgumentNullException.ThrowIfNull(referral);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, referral);
        return buffer.WrittenSpan.ToArray();
    }

    internal void Write(Utf8JsonWriter json, Referral referral)
    {
        var last = referral.Steps.LastOrDefault(step => step.Conflict is null);
        json.WriteStartObject();
        json.WriteString("resourceType"u8, "Task"u8);
        json.WriteString("id"u8, IdOf(referral.Id));
        json.WriteStartObject("meta"u8);
        json.WriteString("versionId"u8, referral.Steps.Length.ToString(CultureInfo.InvariantCulture));
        json.WriteString("lastUpdated"u8, RecordJson.Instant(last?.Fact.At ?? referral.Since));
        json.WriteEndObject();
        json.WriteString("status"u8, StatusOf(referral.State));
        if (last?.Fact.Words is { } words)
        {
            json.WriteStartObject("statusReason"u8);
            json.WriteString("text"u8, words);
            json.WriteEndObject();
        }

        json.WriteStartObject("businessStatus"u8);
        json.WriteStartArray("coding"u8);
        json.WriteStartObject();
        json.WriteString("system"u8, Told.ReferralTask.StateSystem);
        json.WriteString("code"u8, ReferralStates.NameOf(referral.State));
        json.WriteString("display"u8, ReferralStates.WordsOf(referral.State));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("intent"u8, "order"u8);
        if (referral.Priority is { } priority)
            json.WriteString("priority"u8, priority);
        Reference(json, "focus", $"ServiceRequest/{referral.Id}");
        Reference(json, "for", $"Patient/{referral.Id[..RecordId.Length]}");
        if (referral.SentAt is { } sent)
            json.WriteString("authoredOn"u8, RecordJson.Instant(sent));
        json.WriteString("lastModified"u8, RecordJson.Instant(last?.Fact.At ?? referral.Since));
        Organisation(json, "requester", referral.Referrer);
        Organisation(json, "owner", referral.Council);
        json.WriteEndObject();
    }

    internal static string StatusOf(ReferralState state) =>
        state switch
        {
            ReferralState.Sent or ReferralState.Rerouted => "requested",
            ReferralState.Received => "received",
            ReferralState.InformationAsked => "on-hold",
            ReferralState.Accepted => "accepted",
            ReferralState.Assessed or ReferralState.ServicesArranged => "in-progress",
            ReferralState.Completed => "completed",
            ReferralState.Rejected => "rejected",
            ReferralState.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    internal static void Reference(Utf8JsonWriter json, string name, string reference)
    {
        json.WriteStartObject(name);
        json.WriteString("reference"u8, reference);
        json.WriteEndObject();
    }

    internal static void Organisation(Utf8JsonWriter json, string name, string? code)
    {
        if (code is null)
            return;
        json.WriteStartObject(name);
        json.WriteStartObject("identifier"u8);
        json.WriteString("system"u8, OdsCode.OrganisationSystem);
        json.WriteString("value"u8, code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
