using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using FhirTask = Hl7.Fhir.Model.Task;

namespace IntegrationHub.Referrals.Told;

/// <summary>What the resources of a message say of the person's referrals.</summary>
/// <param name="Told">Said in any event.</param>
/// <param name="Retracted">Resources that say nothing of a referral in this version: told only where an earlier one may have.</param>
internal sealed record ToldOfReferrals(
    IReadOnlyList<ReferralTold> Told,
    IReadOnlyList<(ResourceKey Source, ReferralStatement Statement)> Retracted
)
{
    internal static ToldOfReferrals Nothing { get; } = new([], []);

    internal bool NamesOthers(OdsCode sender) =>
        Told.Any(told => ResourceKey.TryParse(told.Statement.Referral, out var key) && !key.IsOf(sender));

    /// <summary>What to tell a record that is as its head says.</summary>
    internal IReadOnlyList<ReferralStatement> To(RecordHead head)
    {
        IReadOnlyList<ReferralStatement> told = [.. Told.Select(each => each.To(head))];
        return head.HasReferrals && Retracted.Count > 0
            ? [.. told, .. Retracted.Where(pair => head.Known.Contains(pair.Source)).Select(pair => pair.Statement)]
            : told;
    }
}

/// <param name="Otherwise">
/// The same referral by the address under which its sender may have sent it, where its id alone may not be what the record knows it by.
/// </param>
internal sealed record ReferralTold(ReferralStatement Statement, ResourceKey? Otherwise = null)
{
    internal ReferralStatement To(RecordHead head) =>
        Otherwise is { } other
        && ResourceKey.TryParse(Statement.Referral, out var first)
        && !head.Known.Contains(first)
        && head.Known.Contains(other)
            ? Statement with
            {
                Referral = other.Value,
            }
            : Statement;
}

/// <summary>Pure: from what arrives to what is said of referrals to social care.</summary>
internal static class ReferralStatements
{
    internal static ToldOfReferrals Of(IReadOnlyList<ToldResource> resources, StayContext context, BarsHeader? bars)
    {
        var told = new List<ReferralTold>();
        var retracted = new List<(ResourceKey, ReferralStatement)>();
        foreach (var resource in resources.Where(resource => resource.Type is "ServiceRequest" or "Task"))
        {
            var statement = resource.Resource switch
            {
                ServiceRequest request when bars?.Event is BarsHeader.Answer => ReferralAnswer.Of(
                    request,
                    resource,
                    resources,
                    context,
                    bars
                ),
                ServiceRequest request => Of(ReferralRequest.Facts(request, context, bars), resource.Key, resource, context),
                // In an answer it says more of what is answered.
                FhirTask task when bars?.Event is not BarsHeader.Answer => ReferralTask.Of(task, resource, context),
                _ => null,
            };
            if (statement is not null)
                told.Add(statement);
            else
                retracted.Add((resource.Key, Statement(resource.Key, resource, context, []) with { Deleted = resource.Resource is null }));
        }

        return new ToldOfReferrals(told, retracted);
    }

    internal static ReferralTold? Of(
        IReadOnlyList<ReferralFact>? facts,
        ResourceKey referral,
        ToldResource resource,
        StayContext context
    ) => facts is null ? null : new(Statement(referral, resource, context, facts));

    internal static ReferralStatement Statement(
        ResourceKey referral,
        ToldResource resource,
        StayContext context,
        IReadOnlyList<ReferralFact> facts
    ) => new(referral.Value, resource.Key.Value, resource.Order.Text, context.Sender.Value, facts);

    internal static bool IsCouncil(OdsCode? organisation, HubDirectory directory) =>
        organisation is { } code && directory.Find(code) is { Kind: OrganisationKind.Council };

    /// <summary>When a version of a resource came to be: its own time, else the message's.</summary>
    internal static DateTimeOffset ChangedAt(Resource resource, StayContext context) =>
        resource.Meta?.LastUpdated is { } updated && updated <= context.SaidAt + VersionOrder.ClockSkew
            ? updated.ToUniversalTime()
            : context.SaidAt;
}
