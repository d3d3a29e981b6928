using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Cases;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>A council's people answer what a case asks of them, by the forms of its page.</summary>
public sealed class CaseAnswers(
    CaseReads reads,
    AnswerDesk desk,
    BoardDoor door,
    AccessPolicy policy,
    HubDirectory directory,
    TimeProvider time
)
{
    private const int MaxForm = 8 * 1024;

    [Function("AnswerCase")]
    public async Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{caseId}/answers/{verb}")] HttpRequest request,
        string caseId,
        string verb,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        if (!AnswerVerbs.TryParse(verb, out var what))
            return RefusedResult.Of(ErrorCatalogue.NoSuchRoute);
        var caller = request.Caller();
        if (await reads.ReadAsync(caller, caseId, cancellationToken) is not { } reading)
            return RefusedResult.Of(ErrorCatalogue.CaseNotFound);
        if (
            directory.Find(caller.Organisation)?.Kind is not OrganisationKind.Council
            || policy.MayTellOfStays(caller, StayTellers.HospitalsAndCouncils, hub: null).Refusal is not null
        )
            return RefusedResult.Of(ErrorCatalogue.NotAllowed);
        var (form, unread) = await FormBody.ReadAsync(request, MaxForm, cancellationToken);
        if (unread is not null)
            return RefusedResult.Of(unread);

        var record = HubResourceId.TryParse(caseId, out var id)
            ? id.Record
            : throw new InvalidDataException("A case's id names no record.");
        var refused = AnswerIn(form, what) is { } answer
            ? await desk.GiveAsync(reading.Case, answer, caller, Correlation.Of(request.HttpContext), cancellationToken)
            : ErrorCatalogue.AnswerInvalid.ToHubError();
        await door.NoteAsync(
            caller,
            Correlation.Of(request.HttpContext),
            refused is null ? verb : "read-case",
            record,
            $"case={caseId}",
            cancellationToken
        );
        if (refused is null)
            return new SeeOther($"/cases/{caseId}?done={verb}");
        var shown = new CaseShowing(directory, policy, caller, time.GetUtcNow()).Of(reading);
        return RefusedResult.Of(refused, CasePage.Write(shown, directory, CaseNews.Refused(refused)));
    }

    /// <summary>Null where the day is none.</summary>
    private static CaseAnswer? AnswerIn(IReadOnlyDictionary<string, string> form, AnswerVerb verb)
    {
        DateOnly? day = null;
        if (Given("day") is { } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var told))
                return null;
            day = told;
        }

        return new CaseAnswer(verb, Given("notice"), day, Given("reason"));

        string? Given(string field) => form.GetValueOrDefault(field)?.Trim() is { Length: > 0 } said ? said : null;
    }
}
