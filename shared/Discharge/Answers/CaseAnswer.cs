using System.Globalization;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Answers;

/// <summary>What a council answers.</summary>
public enum AnswerVerb
{
    AcceptAssessment = 1,
    DeclineAssessment,
    AssessmentDone,

    /// <summary>The care after the stay is arranged.</summary>
    CareArranged,
    AcceptNotice,
    DeclineNotice,
}

/// <summary>A council's answer. Personal: it prints as its verb only.</summary>
/// <param name="Notice">Key of the notice answered; null for what is no notice.</param>
/// <param name="Day">From when care is in place, or offered with the answer to a notice.</param>
/// <param name="Reason">3 to 500 characters; needed to decline.</param>
public sealed record CaseAnswer(AnswerVerb Verb, string? Notice = null, DateOnly? Day = null, string? Reason = null)
{
    private const int ShortestReason = 3;
    private const int LongestReason = 500;

    private bool Declines => Verb is AnswerVerb.DeclineAssessment or AnswerVerb.DeclineNotice;

    internal bool IsSound =>
        (Reason is null ? !Declines : Reason.Length is >= ShortestReason and <= LongestReason && !Reason.Any(char.IsControl))
        && (Verb is not AnswerVerb.CareArranged || Day is not null);

    /// <summary>Whether it answers what is asked.</summary>
    internal bool Answers(CaseAsk ask) =>
        ask switch
        {
            CaseAsk.TakeAssessment => Verb is AnswerVerb.AcceptAssessment or AnswerVerb.DeclineAssessment,
            CaseAsk.DoAssessment => Verb is AnswerVerb.AssessmentDone or AnswerVerb.DeclineAssessment,
            CaseAsk.StartOfCare => Verb is AnswerVerb.CareArranged,
            CaseAsk.AnswerNotice { Notice: var notice } => Verb is AnswerVerb.AcceptNotice or AnswerVerb.DeclineNotice
                && string.Equals(notice.Id, Notice, StringComparison.Ordinal),
            _ => throw new InvalidOperationException("An ask of no known kind."),
        };

    /// <summary>What tells this answer from an earlier or later one to the like: what is asked, and how it was answered before.</summary>
    internal string AboutOf(CaseAsk ask, DischargeCase of) =>
        string.Join(
            '|',
            Verb,
            ask switch
            {
                CaseAsk.TakeAssessment asked => Text(asked.AskedAt),
                CaseAsk.DoAssessment asked => Text(asked.AskedAt) + Text(of.Assessment?.AnsweredAt),
                CaseAsk.AnswerNotice { Notice: var notice } => notice.Id + notice.Date?.ToString("O", CultureInfo.InvariantCulture),
                _ => Text(of.Assessment?.DoneAt),
            },
            Day?.ToString("O", CultureInfo.InvariantCulture),
            Reason
        );

    public override string ToString() => $"CaseAnswer {{ Verb = {Verb} }}";

    private static string Text(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
