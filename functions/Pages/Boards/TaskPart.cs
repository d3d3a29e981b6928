using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: what waits for the council, before the columns: a line each, the most urgent first.</summary>
internal static class TaskPart
{
    /// <summary>Lines that are looked through before the columns.</summary>
    private const int Lines = 20;

    internal static Html Write(IReadOnlyList<ShownCard> tasks, int count) =>
        Html.Of(
            $"""
            <section class="hub-tasks" id="tasks" aria-labelledby="tasks-title">
            <h2 class="hub-column__title" id="tasks-title" tabindex="-1">Your tasks <span class="hub-count">{count}</span></h2>
            {(
                tasks.Count == 0
                    ? Html.Of($"<p class=\"hub-column__none\">Nothing waits for the council.</p>")
                    : Html.Of($"<ol class=\"hub-task-list\">{Html.Each(tasks.Take(Lines), Line)}</ol>")
            )}
            {Html.When(
                count > Lines ? $"The {Lines} most urgent are shown. Narrow the board to who must act: Council, to see the others." : null,
                text => Html.Of($"<p class=\"hub-column__more\">{text}</p>")
            )}
            </section>
            """
        );

    private static Html Line(ShownCard card) =>
        Html.Of(
            $"""
            <li class="hub-task"><a href="/cases/{card.Case}" id="t-{card.Case}">{CardPart.NameOf(card.Person)}</a>
            <span>{Task(card)}</span>
            {Html.Each(card.Clocks, CardPart.Clock)}
            <span class="hub-task__where">{card.Ward ?? "Ward not told"}, {CaseWords.State(card.StateIs)}</span></li>
            """
        );

    private static string Task(ShownCard card) =>
        card switch
        {
            { NoticeToAnswer: { } kind } => $"Answer the {kind} notice",
            _ => AssessmentTask(card),
        };

    private static string AssessmentTask(ShownCard card) =>
        card.Assessment switch
        {
            { Accepted: null } => "Answer whether you take the assessment",
            { DoneAt: null } => "Do the assessment",
            { DoneAt: not null } => "Say from when care is in place",
            _ => "Act on this case",
        };
}
