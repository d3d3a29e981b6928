using System.Collections.Immutable;
using static IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals;

/// <summary>Takes the facts of a referral in order through the table, and keeps what they say.</summary>
/// <param name="councils">Those that ever had a part in it; where none is known, any council's word counts.</param>
internal sealed class ReferralWalk(string referralId, IReadOnlyList<ToldOfReferral> standing, IReadOnlySet<string> councils)
{
    private readonly HashSet<string> referrers = [.. standing.Where(told => told.Fact.Kind is Sent).Select(told => told.Teller)];

    private readonly List<ReferralStep> steps = [];
    private readonly SortedSet<string> passedOn = new(StringComparer.Ordinal);
    private Referral referral = new(referralId);
    private ReferralState? state;
    private ReferralState? beforeQuestion;

    /// <summary>Null where nothing stands.</summary>
    public Referral? Go()
    {
        foreach (var told in standing)
            Take(told);
        return state is { } reached ? referral with { State = reached, Steps = [.. steps], PassedOnBy = [.. passedOn] } : null;
    }

    private void Take(ToldOfReferral told)
    {
        var row = ReferralTransitions.Of(state, told.Fact.Kind);
        var conflict = WrongTeller(told) ?? row.Conflict;
        if (conflict is null)
        {
            Reach(row, told);
            Note(told);
        }
        else if (state is null)
            Reach(ReferralTransitions.Of(null, Sent), told);

        steps.Add(new(told.Fact, told.Source, told.Order, told.Teller, state!.Value, conflict));
    }

    private string? WrongTeller(ToldOfReferral told)
    {
        if (told.Fact.Kind is CancelledByReferrer && referrers.Count > 0 && !referrers.Contains(told.Teller))
            return ReferralConflicts.NotItsReferrer;
        return
            ReferralFactKinds.IsCouncils(told.Fact.Kind)
            && (passedOn.Contains(told.Teller) || councils.Count > 0 && !councils.Contains(told.Teller))
            ? ReferralConflicts.NotItsCouncil
            : null;
    }

    private void Reach(ReferralTransition row, ToldOfReferral told)
    {
        // Who asks for more has received it.
        var reached = row.IsBack ? beforeQuestion : row.To ?? state;
        if (reached is ReferralState.InformationAsked && state is not ReferralState.InformationAsked)
            beforeQuestion = state is null or ReferralState.Sent or ReferralState.Rerouted ? ReferralState.Received : state;
        if (reached != state)
            referral = referral with { Since = told.At };
        state = reached;
    }

    private void Note(ToldOfReferral told)
    {
        var fact = told.Fact;
        referral = fact.Kind switch
        {
            Sent => referral with
            {
                SentAt = referral.SentAt ?? fact.At,
                Referrer = referral.Referrer ?? told.Teller,
                Priority = fact.Priority ?? referral.Priority,
            },
            Rerouted => ToAnother(told),
            Accepted => Decided(told) with { AcceptedAt = referral.AcceptedAt ?? fact.At },
            Assessed => Decided(told) with { AssessedAt = referral.AssessedAt ?? fact.At },
            ServicesArranged or ServicesChanged or ServicesEnded => Decided(told) with { Packages = PackagesWith(fact) },
            Completed or Rejected or Received or InformationAsked => Decided(told),
            _ => referral,
        };
    }

    private Referral ToAnother(ToldOfReferral told)
    {
        passedOn.Add(told.Teller);
        if (told.Fact.Organisation is { } to)
            passedOn.Remove(to);
        return referral with { Council = told.Fact.Organisation, CouncilRule = CouncilRules.Rerouted, AcceptedAt = null };
    }

    /// <summary>What a council took up stays with it, wherever the person moves.</summary>
    private Referral Decided(ToldOfReferral told) =>
        referral.Council == told.Teller ? referral : referral with { Council = told.Teller, CouncilRule = CouncilRules.Decided };

    private ImmutableArray<CarePackage> PackagesWith(ReferralFact fact)
    {
        var id = fact.Package ?? "";
        var known = referral.Packages.FirstOrDefault(package => string.Equals(package.Id, id, StringComparison.Ordinal));
        var before = known ?? new CarePackage(id, null, null, null, null);
        var after =
            fact.Kind is ServicesEnded
                ? before with
                {
                    Until = fact.Date,
                }
                : new CarePackage(
                    id,
                    fact.Service ?? before.Service,
                    fact.Organisation ?? before.Provider,
                    fact.Kind is ServicesArranged ? fact.Date ?? before.From : before.From,
                    null
                );
        return known is null ? referral.Packages.Add(after) : referral.Packages.Replace(known, after);
    }
}
