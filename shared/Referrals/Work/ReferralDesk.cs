using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals.Events;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Referrals.Work;

/// <summary>
/// Takes a step for whoever has no system that tells of it: as an event through intake, like anything else that is said of a referral. Nothing
/// is stored but that event, so a step is done wholly or not at all.
/// </summary>
public sealed partial class ReferralDesk(
    IntakeService intake,
    OutboxDispatcher outbox,
    AccessPolicy policy,
    TimeProvider time,
    ILogger<ReferralDesk> logger
)
{
    private const int ShortestReason = 3;

    /// <param name="fields">Members of the event's data, by name, as given.</param>
    /// <param name="token">Makes the step the same when it is taken again; null where it counts as of what stands now.</param>
    /// <returns>Null when it is done.</returns>
    public async Task<HubError?> DoAsync(
        ReferralAction action,
        Referral referral,
        IReadOnlyDictionary<string, string> fields,
        string? token,
        Caller caller,
        string correlationId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(caller);
        if (!ReferralActions.IsFor(action, referral, caller, policy))
            return ErrorCatalogue.NotAllowed;
        foreach (var field in action.Fields.Where(field => field.Needed))
            if (fields.GetValueOrDefault(field.Name) is not { Length: >= ShortestReason } || string.IsNullOrWhiteSpace(fields[field.Name]))
                return ErrorCatalogue.ReferralActionInvalid.At(field.Name);
        var stands = referral.Steps.Length.ToString(CultureInfo.InvariantCulture);
        var data = DataOf(action, referral, fields, stands);
        var id = IdOf(action, data, token ?? stands, caller);
        if (referral.Steps.Any(step => step.Source == SourceOf(caller, id)))
            return null;
        if (!ReferralActions.IsOpen(action, referral))
            return ErrorCatalogue.ReferralNotOpen;

        var now = time.GetUtcNow();
        data["at"] = RecordJson.Instant(now);
        var outcome = await intake.ReceiveAsync(
            new IncomingMessage(
                new MessageRoute.CareEvent(),
                caller,
                Encoding.UTF8.GetBytes(EventOf(action, id, caller, data, now).ToJsonString()),
                IdempotencyKey: null,
                now,
                correlationId
            ),
            cancellationToken
        );
        // The same step, taken a moment ago at another time: it is done.
        if (outcome is IntakeOutcome.Refused refused && refused.Errors[0].Kind != ErrorCatalogue.KeyReused)
            return refused.Errors[0];
        // So that whoever goes on at once finds it done; what cannot be done now is done by the sweeper.
        if (HubResourceId.TryParse(referral.Id, out var known))
            await TryDrainAsync(known.Record, cancellationToken);
        return null;
    }

    private async Task TryDrainAsync(RecordId record, CancellationToken cancellationToken)
    {
        try
        {
            await outbox.DrainAsync(record, cancellationToken);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            // The step is in the record: its outbox row stays, and comes round again.
            LogLater(record.Value, fault.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 365, Level = LogLevel.Warning, Message = "A step of a referral of record {Record} shows later ({Fault}).")]
    private partial void LogLater(string record, string fault);

    private static JsonObject DataOf(ReferralAction action, Referral referral, IReadOnlyDictionary<string, string> fields, string stands)
    {
        var data = new JsonObject { [ReferralEventType.ReferralIdName] = referral.Id };
        foreach (var field in action.Fields)
            if (fields.GetValueOrDefault(field.Name)?.Trim() is { Length: > 0 } given)
                data[field.Name] = given;
        if (action.Kind is ReferralFactKind.ServicesArranged && !data.ContainsKey("package"))
            data["package"] = $"package-{stands}";
        return data;
    }

    private static JsonObject EventOf(ReferralAction action, string id, Caller caller, JsonObject data, DateTimeOffset now) =>
        new()
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = SourceName(caller),
            ["type"] = action.Type.Type,
            ["time"] = RecordJson.Instant(now),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };

    private static string IdOf(ReferralAction action, JsonObject data, string token, Caller caller)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "referral-step", action.Verb, data.ToJsonString(), token, caller.Organisation.Value);
        return Base32.Encode(hash[..16]);
    }

    private static string SourceName(Caller caller) => $"urn:ods:{caller.Organisation.Value}";

    private static string SourceOf(Caller caller, string id) =>
        ResourceKey.Of(caller.Organisation, CareEvents.EntryType, $"{SourceName(caller)}|{id}").Value;
}
