using IntegrationHub.CareRecord;

namespace IntegrationHub.Subscriptions.Producers;

/// <summary>Pure: what changed of a person by a commit, as far as those who care for them must hear it. In the topic's own words.</summary>
internal static class PersonChanges
{
    /// <summary>To another place of the system, or out of all of them.</summary>
    internal const string Moved = "moved";

    internal const string Died = "died";

    /// <summary>Who told that the person died says now that they did not.</summary>
    internal const string DeathTakenBack = "death-taken-back";

    /// <summary>The number was replaced, invalidated, or is what it was before that: which records are read as one has changed with it.</summary>
    internal const string NumberChanged = "nhs-number-changed";

    internal static IEnumerable<string> Of(RecordHead before, CommitDecision.Accept accept)
    {
        var now = accept.Head;
        // The first Patient says where somebody lives, not that they moved there.
        if (before.DemographicsOrder is not null && now.Place != before.Place)
            yield return Moved;
        if (before.Death is null && now.Death is not null)
            yield return Died;
        if (before.Death is not null && now.Death is null)
            yield return DeathTakenBack;
        if (accept.Changes.Count > 0)
            yield return NumberChanged;
    }
}
