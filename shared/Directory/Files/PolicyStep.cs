using System.Collections.Frozen;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>What each organisation may send: its own policy, else its owner's, else its kind's.</summary>
internal sealed class PolicyStep
{
    private readonly PlaceStep places;
    private readonly IReadOnlyDictionary<OdsCode, Organisation> organisations;
    private readonly FaultList check;
    private readonly Dictionary<OdsCode, (PolicyItem Item, string Path)> own = [];
    private readonly Dictionary<OrganisationKind, (PolicyItem Item, string Path)> byKind = [];

    public PolicyStep(DirectoryFiles files, PlaceStep places, OrganisationStep organisations, ICollection<DirectoryFault> faults)
    {
        this.places = places;
        this.organisations = organisations.Organisations.Rows;
        check = new FaultList(files.Senders.File, faults);
        for (var i = 0; i < (files.Senders.Content?.Policies.Length ?? 0); i++)
            Claim(files.Senders.Content!.Policies[i], FaultList.At("policies", i), organisations);
        foreach (var organisation in this.organisations.Values)
        {
            if (PolicyFor(organisation) is { } policy)
                Policies.Add(organisation.OdsCode, policy);
        }
    }

    public Dictionary<OdsCode, SenderPolicy> Policies { get; } = [];

    private void Claim(PolicyItem item, string path, OrganisationStep all)
    {
        check.Word(Words.Readings, item.Reading, path + ".reading", out _);
        CheckTypes(item.ResourceTypes, path + ".resourceTypes");
        check.Require(item.DefaultPlace is null || !item.DefaultToOwnPlace, path + ".defaultPlace", DirectoryRule.DefaultPlaceTwice);
        if (item.DefaultPlace is { } place)
            places.Places.Find(place, check, path + ".defaultPlace", DirectoryRule.UnknownPlace, out _);
        if (!check.Require(item.Organisation is null != item.Kind is null, path, DirectoryRule.PolicySubject))
            return;
        if (item.Kind is not null)
        {
            if (check.Word(Words.Kinds, item.Kind, path + ".kind", out var kind))
                check.Require(byKind.TryAdd(kind, (item, path)), path + ".kind", DirectoryRule.PolicyTwice);
        }
        else if (
            check.Ods(item.Organisation!, path + ".organisation", out var code)
            && all.Organisations.Find(code, check, path + ".organisation", DirectoryRule.UnknownOrganisation, out _)
        )
        {
            check.Require(own.TryAdd(code, (item, path)), path + ".organisation", DirectoryRule.PolicyTwice);
        }
    }

    private void CheckTypes(string[] types, string path)
    {
        for (var i = 0; i < types.Length; i++)
        {
            var text = types[i];
            var shaped = text is "*"
                ? types.Length == 1
                : text.Length is > 0 and <= 64 && char.IsAsciiLetterUpper(text[0]) && text.All(char.IsAsciiLetter);
            check.Require(shaped, $"{path}[{i}]", DirectoryRule.ResourceTypeShape);
            check.Require(Array.IndexOf(types, text) == i, $"{path}[{i}]", DirectoryRule.ItemTwice);
        }
    }

    private SenderPolicy? PolicyFor(Organisation organisation)
    {
        var passed = new HashSet<OdsCode>();
        for (var at = organisation; at is not null && passed.Add(at.OdsCode); at = Owner(at))
        {
            if (own.TryGetValue(at.OdsCode, out var named) || byKind.TryGetValue(at.Kind, out named))
                return Resolve(named.Item, named.Path, organisation);
        }

        return null;
    }

    private Organisation? Owner(Organisation organisation) =>
        organisation.PartOf is { } code ? organisations.GetValueOrDefault(code) : null;

    private SenderPolicy? Resolve(PolicyItem item, string path, Organisation organisation)
    {
        if (!Words.Readings.TryGetValue(item.Reading, out var reading))
            return null;
        var place = item.DefaultPlace;
        if (item.DefaultToOwnPlace && check.Require(organisation.Places.Length == 1, path + ".defaultToOwnPlace", DirectoryRule.NoOwnPlace))
            place = organisation.Places[0];
        var any = item.ResourceTypes is ["*"];
        return new(
            reading,
            place,
            item.AcceptNhsNumberWithoutVerification,
            item.MayMixPatients,
            any,
            any ? FrozenSet<string>.Empty : item.ResourceTypes.ToFrozenSet(StringComparer.Ordinal)
        );
    }
}
