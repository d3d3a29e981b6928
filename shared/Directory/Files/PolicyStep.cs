using System.Collections.Frozen;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>What each organisation may send: its own policy, else its owner's, else its kind's.</summary>
internal sealed class PolicyStep
{
    private readonly PlaceStep places;
    private readonly OrganisationStep organisations;
    private readonly FaultList check;
    private readonly List<Claim> claims = [];

    public PolicyStep(DirectoryFiles files, PlaceStep places, OrganisationStep organisations, ICollection<DirectoryFault> faults)
    {
        this.places = places;
        this.organisations = organisations;
        check = new FaultList(files.Senders.File, faults);
        for (var i = 0; i < (files.Senders.Content?.Policies.Length ?? 0); i++)
            ReadPolicy(files.Senders.Content!.Policies[i], FaultList.At("policies", i));
        foreach (var organisation in organisations.Organisations.Rows.Values)
        {
            if (ClaimFor(organisation) is { } claim)
                Policies.Add(organisation.OdsCode.Value, Resolve(claim, organisation));
        }
    }

    /// <summary>By ODS code.</summary>
    public Dictionary<string, SenderPolicy> Policies { get; } = new(StringComparer.Ordinal);

    private void ReadPolicy(PolicyItem item, string path)
    {
        check.Word(Words.Reading(item.Reading), path + ".reading");
        CheckTypes(item.ResourceTypes, path + ".resourceTypes");
        if (item.Quota is { } quota)
        {
            check.Require(
                quota.RequestsPerSecond is >= 1 and <= RequestQuota.Most,
                path + ".quota.requestsPerSecond",
                DirectoryRule.QuotaRange
            );
            check.Require(
                quota.AtOnce >= quota.RequestsPerSecond && quota.AtOnce <= RequestQuota.Most,
                path + ".quota.atOnce",
                DirectoryRule.QuotaRange
            );
        }

        check.Require(item.DefaultPlace is null || !item.DefaultToOwnPlace, path + ".defaultPlace", DirectoryRule.DefaultPlaceTwice);
        if (item.DefaultPlace is { } place)
            places.Places.Find(place, check, path + ".defaultPlace", DirectoryRule.UnknownPlace, out _);
        if (!check.Require(item.Organisation is null != item.Kind is null, path, DirectoryRule.PolicySubject))
            return;

        var subject = item.Kind is null ? ".organisation" : ".kind";
        var claim = new Claim(item, path, item.Kind is null ? default : Words.Kind(item.Kind));
        var named = item.Organisation is { } code ? IsOrganisation(code, path + subject) : check.Word(claim.Kind, path + subject);
        if (named && check.Require(!claims.Exists(claim.HasSubjectOf), path + subject, DirectoryRule.PolicyTwice))
            claims.Add(claim);
    }

    private bool IsOrganisation(string text, string path) =>
        check.Ods(text, path, out var code)
        && organisations.Organisations.Find(code.Value, check, path, DirectoryRule.UnknownOrganisation, out _);

    private void CheckTypes(string[] types, string path)
    {
        for (var i = 0; i < types.Length; i++)
        {
            check.Require(IsType(types[i]) || types is ["*"], $"{path}[{i}]", DirectoryRule.ResourceTypeShape);
            check.Require(Array.IndexOf(types, types[i]) == i, $"{path}[{i}]", DirectoryRule.ItemTwice);
        }
    }

    private static bool IsType(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterUpper(text[0]) && text.All(char.IsAsciiLetter);

    private Claim? ClaimFor(Organisation organisation)
    {
        var at = organisation;
        // As many steps as there are organisations: a cycle is a fault of its own, and must not hold up the search for others.
        for (var steps = organisations.Organisations.Rows.Count; at is not null && steps > 0; steps--)
        {
            var here = at;
            var claim = claims.Find(claim => claim.IsFor(here.OdsCode)) ?? claims.Find(claim => claim.Kind == here.Kind);
            if (claim is not null)
                return claim;
            at = here.PartOf is { } owner ? organisations.Organisations.Rows.GetValueOrDefault(owner.Value) : null;
        }

        return null;
    }

    private SenderPolicy Resolve(Claim claim, Organisation organisation)
    {
        var (item, path, _) = claim;
        var place = item.DefaultPlace;
        if (item.DefaultToOwnPlace && check.Require(organisation.Places.Length == 1, path + ".defaultToOwnPlace", DirectoryRule.NoOwnPlace))
            place = organisation.Places[0];
        var any = item.ResourceTypes is ["*"];
        return new(
            Words.Reading(item.Reading),
            place,
            item.AcceptNhsNumberWithoutVerification,
            item.SpeaksForPds,
            any,
            any ? FrozenSet<string>.Empty : item.ResourceTypes.ToFrozenSet(StringComparer.Ordinal)
        )
        {
            Quota = item.Quota is { } quota ? new(quota.RequestsPerSecond, quota.AtOnce) : RequestQuota.Default,
        };
    }

    /// <param name="Kind">0 for a policy of one organisation.</param>
    private sealed record Claim(PolicyItem Item, string Path, OrganisationKind Kind)
    {
        public bool HasSubjectOf(Claim other) =>
            Kind == other.Kind && string.Equals(Item.Organisation, other.Item.Organisation, StringComparison.Ordinal);

        public bool IsFor(OdsCode code) => string.Equals(Item.Organisation, code.Value, StringComparison.Ordinal);
    }
}
