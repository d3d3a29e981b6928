using System.Collections.Frozen;
using IntegrationHub.Discharge.Answers;

namespace IntegrationHub.Functions.Discharge;

/// <summary>The last part of an address at which a council answers.</summary>
internal static class AnswerVerbs
{
    private static readonly FrozenDictionary<string, AnswerVerb> ByName = Enum.GetValues<AnswerVerb>()
        .ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    internal static bool TryParse(string name, out AnswerVerb verb) => ByName.TryGetValue(name, out verb);

    internal static string NameOf(AnswerVerb verb) =>
        verb switch
        {
            AnswerVerb.AcceptAssessment => "accept-assessment",
            AnswerVerb.DeclineAssessment => "decline-assessment",
            AnswerVerb.AssessmentDone => "assessment-done",
            AnswerVerb.CareArranged => "care-arranged",
            AnswerVerb.AcceptNotice => "accept-notice",
            AnswerVerb.DeclineNotice => "decline-notice",
            _ => throw new ArgumentOutOfRangeException(nameof(verb)),
        };
}
