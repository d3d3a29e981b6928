using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Answers;

/// <summary>
/// Takes a council's answer from a person and tells it to the case as an event through intake, so that it is in the history, moves the
/// case and raises its alerts as one that the council's system sends. The event's id is made of what is answered: sent twice, it counts once.
/// </summary>
public sealed class AnswerDesk(IntakeService intake, TimeProvider time)
{
    /// <returns>Null when it is stored for good.</returns>
    public async Task<HubError?> GiveAsync(
        DischargeCase of,
        CaseAnswer answer,
        Caller caller,
        string correlationId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(caller);
        if (!answer.IsSound)
            return ErrorCatalogue.AnswerInvalid;
        if (CaseAsks.Of(of, caller.Organisation.Value).FirstOrDefault(answer.Answers) is not { } ask)
            return ErrorCatalogue.NothingToAnswer;
        var now = time.GetUtcNow();
        var message = new IncomingMessage(
            new MessageRoute.CareEvent(),
            caller,
            EventOf(of, ask, answer, caller, now),
            IdempotencyKey: null,
            now,
            correlationId
        );
        return await intake.ReceiveAsync(message, cancellationToken) switch
        {
            IntakeOutcome.Accepted => null,
            // The very same answer, sent a moment before: only its time differs.
            IntakeOutcome.Refused { Errors: [{ Kind: var kind }, ..] } when kind == ErrorCatalogue.KeyReused => null,
            IntakeOutcome.Refused refused => refused.Errors[0],
            _ => throw new InvalidOperationException("An outcome of no known kind."),
        };
    }

    private static byte[] EventOf(DischargeCase of, CaseAsk ask, CaseAnswer answer, Caller caller, DateTimeOffset at)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, of.Id, caller.Organisation.Value, answer.AboutOf(ask, of));
        var record = of.Id[..RecordId.Length];
        bool? accepted = answer.Verb switch
        {
            AnswerVerb.AcceptAssessment or AnswerVerb.AcceptNotice => true,
            AnswerVerb.DeclineAssessment or AnswerVerb.DeclineNotice => false,
            _ => null,
        };
        var notice = (ask as CaseAsk.AnswerNotice)?.Notice;
        return JsonSerializer.SerializeToUtf8Bytes(
            new AnswerEvent(
                "1.0",
                $"answer-{Base32.Encode(hash[..15])}",
                $"urn:ods:{caller.Organisation.Value}",
                TypeOf(answer.Verb),
                at,
                new AnswerData(of.Id, at)
                {
                    Accepted = accepted,
                    Reason = answer.Reason,
                    From = answer.Verb is AnswerVerb.CareArranged ? answer.Day : null,
                    By = answer.Verb is AnswerVerb.CareArranged ? caller.Organisation.Value : null,
                    Date = notice is null ? null : answer.Day,
                    Notice = notice?.Kind,
                    NoticeId = notice is null ? null : $"{record}.{notice.Id}",
                }
            ),
            CaseAnswerJson.Default.AnswerEvent
        );
    }

    private static string TypeOf(AnswerVerb verb) =>
        verb switch
        {
            AnswerVerb.AcceptAssessment or AnswerVerb.DeclineAssessment => "care.discharge.assessment-answered.v1",
            AnswerVerb.AssessmentDone => "care.discharge.assessment-done.v1",
            AnswerVerb.CareArranged => "care.discharge.care-arranged.v1",
            AnswerVerb.AcceptNotice or AnswerVerb.DeclineNotice => "care.discharge.notice-answered.v1",
            _ => throw new ArgumentOutOfRangeException(nameof(verb)),
        };
}

internal sealed record AnswerEvent(string Specversion, string Id, string Source, string Type, DateTimeOffset Time, AnswerData Data)
{
    public override string ToString() => $"AnswerEvent {{ Type = {Type} }}";
}

/// <summary>As docs/schemas/care-stay-events.v1.json has it.</summary>
internal sealed record AnswerData(string CaseId, DateTimeOffset At)
{
    public bool? Accepted { get; init; }
    public string? Reason { get; init; }
    public DateOnly? From { get; init; }
    public string? By { get; init; }
    public DateOnly? Date { get; init; }
    public string? Notice { get; init; }
    public string? NoticeId { get; init; }

    public override string ToString() => "AnswerData (withheld)";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AnswerEvent))]
internal sealed partial class CaseAnswerJson : JsonSerializerContext;
