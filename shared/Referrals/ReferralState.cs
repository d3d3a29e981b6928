namespace IntegrationHub.Referrals;

/// <summary>Where a referral stands. In the order of the way that most go.</summary>
public enum ReferralState
{
    Sent = 1,

    /// <summary>With another council than the one it went to first.</summary>
    Rerouted,
    Received,
    InformationAsked,
    Accepted,
    Assessed,
    ServicesArranged,
    Completed,
    Rejected,
    Cancelled,
}

/// <summary>The codes and words of the states: in addresses, answers, events and docs.</summary>
public static class ReferralStates
{
    public static string NameOf(ReferralState state) =>
        state switch
        {
            ReferralState.Sent => "sent",
            ReferralState.Rerouted => "rerouted",
            ReferralState.Received => "received",
            ReferralState.InformationAsked => "information-asked",
            ReferralState.Accepted => "accepted",
            ReferralState.Assessed => "assessed",
            ReferralState.ServicesArranged => "services-arranged",
            ReferralState.Completed => "completed",
            ReferralState.Rejected => "rejected",
            ReferralState.Cancelled => "cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    /// <summary>For people.</summary>
    public static string WordsOf(ReferralState state) =>
        state switch
        {
            ReferralState.Sent => "Sent to the council",
            ReferralState.Rerouted => "Passed on to another council",
            ReferralState.Received => "Received by the council",
            ReferralState.InformationAsked => "More information asked for",
            ReferralState.Accepted => "Accepted",
            ReferralState.Assessed => "Assessed",
            ReferralState.ServicesArranged => "Services arranged",
            ReferralState.Completed => "Completed",
            ReferralState.Rejected => "Rejected",
            ReferralState.Cancelled => "Cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static bool TryParse(string? name, out ReferralState state)
    {
        foreach (var known in Enum.GetValues<ReferralState>())
        {
            if (string.Equals(NameOf(known), name, StringComparison.Ordinal))
            {
                state = known;
                return true;
            }
        }

        state = default;
        return false;
    }

    /// <summary>Whether somebody still has to do something.</summary>
    public static bool IsOpen(ReferralState state) =>
        state is not (ReferralState.Completed or ReferralState.Rejected or ReferralState.Cancelled);
}

/// <summary>The names of what is said of a referral: in events, history and docs.</summary>
public static class ReferralFactKinds
{
    public static string NameOf(ReferralFactKind kind) =>
        kind switch
        {
            ReferralFactKind.Sent => "sent",
            ReferralFactKind.Rerouted => "rerouted",
            ReferralFactKind.Received => "received",
            ReferralFactKind.InformationAsked => "information-asked",
            ReferralFactKind.InformationGiven => "information-given",
            ReferralFactKind.Accepted => "accepted",
            ReferralFactKind.Rejected => "rejected",
            ReferralFactKind.Assessed => "assessed",
            ReferralFactKind.ServicesArranged => "services-arranged",
            ReferralFactKind.ServicesChanged => "services-changed",
            ReferralFactKind.ServicesEnded => "services-ended",
            ReferralFactKind.Completed => "completed",
            ReferralFactKind.CancelledByReferrer => "cancelled-by-referrer",
            ReferralFactKind.CancelledByCouncil => "cancelled-by-council",
            ReferralFactKind.CarerAssessed => "carer-assessed",
            ReferralFactKind.SafeguardingRaised => "safeguarding-raised",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>For people.</summary>
    public static string WordsOf(ReferralFactKind kind) =>
        kind switch
        {
            ReferralFactKind.Sent => "Referral sent",
            ReferralFactKind.Rerouted => "Passed on to another council",
            ReferralFactKind.Received => "Received by the council",
            ReferralFactKind.InformationAsked => "More information asked for",
            ReferralFactKind.InformationGiven => "Information given",
            ReferralFactKind.Accepted => "Accepted",
            ReferralFactKind.Rejected => "Rejected",
            ReferralFactKind.Assessed => "Assessed",
            ReferralFactKind.ServicesArranged => "Services arranged",
            ReferralFactKind.ServicesChanged => "Services changed",
            ReferralFactKind.ServicesEnded => "Services ended",
            ReferralFactKind.Completed => "Completed",
            ReferralFactKind.CancelledByReferrer => "Cancelled by the referrer",
            ReferralFactKind.CancelledByCouncil => "Cancelled by the council",
            ReferralFactKind.CarerAssessed => "Carer assessed",
            ReferralFactKind.SafeguardingRaised => "Safeguarding concern raised",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>What only a council that has the referral says.</summary>
    internal static bool IsCouncils(ReferralFactKind kind) =>
        kind
            is not (
                ReferralFactKind.Sent
                or ReferralFactKind.InformationGiven
                or ReferralFactKind.CancelledByReferrer
                or ReferralFactKind.CarerAssessed
                or ReferralFactKind.SafeguardingRaised
            );
}
