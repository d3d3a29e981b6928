using System.Collections.Immutable;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>The organisations, and the places that each serves.</summary>
internal sealed class OrganisationStep
{
    private readonly PlaceStep places;
    private readonly References<string> odsCodes;
    private readonly FaultList check;
    private readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);

    public OrganisationStep(DirectoryFiles files, PlaceStep places, References<string> odsCodes, ICollection<DirectoryFault> faults)
    {
        this.places = places;
        this.odsCodes = odsCodes;
        var file = files.Organisations;
        check = new FaultList(file.File, faults);
        Organisations = new(file.Content is not null);
        for (var i = 0; i < (file.Content?.Organisations.Length ?? 0); i++)
            Claim(file.Content!.Organisations[i], FaultList.At("organisations", i));
        foreach (var row in rows.Values)
            Organisations.Add(row.Code.Value, Resolve(row.Code, row.Item, row.Kind, row.Path));
        CheckCouncils(faults);
        CheckBoard(files.Ics.File, faults);
        if (files.Places.All(place => place.Content is not null))
            FaultCouncilsWithoutPlace();
    }

    public References<Organisation> Organisations { get; }

    private void Claim(OrganisationItem item, string path)
    {
        check.Text(item.Name, path + ".name");
        var named = check.Ods(item.OdsCode, path + ".odsCode", out var code);
        var kind = Words.Kind(item.Kind);
        if (!check.Word(kind, path + ".kind") || !named)
            return;
        if (check.Require(odsCodes.Add(code.Value, check.File), path + ".odsCode", DirectoryRule.OdsTwice))
            rows.Add(code.Value, new(code, item, kind, path));
    }

    private Organisation Resolve(OdsCode code, OrganisationItem item, OrganisationKind kind, string path)
    {
        TakesOnly(item, kind, path);
        OdsCode? owner = null;
        if (item.PartOf is not null && check.Ods(item.PartOf, path + ".partOf", out var partOf))
        {
            if (check.Require(rows.ContainsKey(partOf.Value), path + ".partOf", DirectoryRule.UnknownOrganisation))
                owner = partOf;
        }

        var served = kind switch
        {
            OrganisationKind.Practice when item.Neighbourhood is { } id => PlaceOfNeighbourhood(id, path),
            OrganisationKind.Council => [.. places.Councils.Where(row => row.Place.Council == code).Select(row => row.Place.Id)],
            OrganisationKind.Trust or OrganisationKind.Provider => Served(item, path),
            OrganisationKind.Site when owner is { } => OwnersPlaces(code, path),
            _ => [],
        };
        return new(code, item.Name, kind, item.Neighbourhood, owner, SystemsOf(item, kind, path), served)
        {
            WebhookHosts = HostsOf(item, path),
        };
    }

    /// <summary>Each kind has its own way to its places; a property of another kind would be a rule that nobody applies.</summary>
    private void TakesOnly(OrganisationItem item, OrganisationKind kind, string path)
    {
        var serves = kind is OrganisationKind.Trust or OrganisationKind.Provider;
        Takes(kind is OrganisationKind.Practice, item.Neighbourhood, path + ".neighbourhood");
        Takes(kind is OrganisationKind.Site, item.PartOf, path + ".partOf");
        Takes(serves, item.Serves, path + ".serves");
        Takes(serves, item.Systems, path + ".systems");
    }

    private void Takes(bool needed, object? value, string path)
    {
        if (needed)
            check.Require(value is not null, path, DirectoryRule.NeededForThisKind);
        else
            check.Require(value is null, path, DirectoryRule.NotForThisKind);
    }

    private ImmutableArray<string> PlaceOfNeighbourhood(string id, string path) =>
        places.Neighbourhoods.Find(id, check, path + ".neighbourhood", DirectoryRule.UnknownNeighbourhood, out var found)
            ? [found.PlaceId]
            : [];

    private ImmutableArray<string> Served(OrganisationItem item, string path)
    {
        var list = item.Serves ?? [];
        for (var i = 0; i < list.Length; i++)
        {
            places.Places.Find(list[i], check, $"{path}.serves[{i}]", DirectoryRule.UnknownPlace, out _);
            check.Require(Array.IndexOf(list, list[i]) == i, $"{path}.serves[{i}]", DirectoryRule.ItemTwice);
        }

        if (item.Serves is not null)
            check.Require(list.Length > 0, path + ".serves", DirectoryRule.ListEmpty);
        return [.. list];
    }

    private ImmutableArray<string> SystemsOf(OrganisationItem item, OrganisationKind kind, string path)
    {
        if (item.Systems is not { } list)
            return places.Own is { } own ? [own.Id] : [];
        for (var i = 0; i < list.Length; i++)
        {
            places.Systems.Find(list[i], check, $"{path}.systems[{i}]", DirectoryRule.UnknownSystem, out _);
            check.Require(Array.IndexOf(list, list[i]) == i, $"{path}.systems[{i}]", DirectoryRule.ItemTwice);
        }

        if (kind is OrganisationKind.Trust or OrganisationKind.Provider && places.Own is { } mine)
            check.Require(list.Contains(mine.Id, StringComparer.Ordinal), path + ".systems", DirectoryRule.NoOwnSystem);
        return [.. list];
    }

    private ImmutableArray<string> HostsOf(OrganisationItem item, string path)
    {
        if (item.WebhookHosts is not { } list)
            return [];
        check.Require(list.Length > 0, path + ".webhookHosts", DirectoryRule.ListEmpty);
        for (var i = 0; i < list.Length; i++)
        {
            check.Host(list[i], $"{path}.webhookHosts[{i}]");
            check.Require(Array.IndexOf(list, list[i]) == i, $"{path}.webhookHosts[{i}]", DirectoryRule.ItemTwice);
        }

        return [.. list];
    }

    /// <summary>Follows partOf to the organisation that serves places itself.</summary>
    private ImmutableArray<string> OwnersPlaces(OdsCode site, string path)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        var at = site;
        while (rows.TryGetValue(at.Value, out var row))
        {
            if (!check.Require(passed.Add(at.Value), path + ".partOf", DirectoryRule.Cycle))
                return [];
            if (row.Kind is OrganisationKind.Trust or OrganisationKind.Provider)
                return [.. row.Item.Serves ?? []];
            var follows = row.Kind is OrganisationKind.Site && OdsCode.TryParse(row.Item.PartOf, out at);
            if (!check.Require(follows, path + ".partOf", DirectoryRule.WrongKind))
                return [];
        }

        return [];
    }

    private void CheckCouncils(ICollection<DirectoryFault> faults)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, file) in places.Councils)
        {
            var checkPlace = new FaultList(file, faults);
            checkPlace.Require(named.Add(place.Council.Value), "$.council", DirectoryRule.CouncilTwice);
            if (Organisations.Find(place.Council.Value, checkPlace, "$.council", DirectoryRule.UnknownOrganisation, out var council))
                checkPlace.Require(council.Kind is OrganisationKind.Council, "$.council", DirectoryRule.WrongKind);
        }
    }

    private void FaultCouncilsWithoutPlace()
    {
        foreach (var row in rows.Values.Where(row => row.Kind is OrganisationKind.Council))
        {
            var named = places.Councils.Exists(council => council.Place.Council == row.Code);
            check.Require(named, row.Path + ".odsCode", DirectoryRule.CouncilWithoutPlace);
        }
    }

    private void CheckBoard(string file, ICollection<DirectoryFault> faults)
    {
        if (places.Own is not { } own)
            return;
        var checkIcs = new FaultList(file, faults);
        if (Organisations.Find(own.OdsCode.Value, checkIcs, "$.odsCode", DirectoryRule.UnknownOrganisation, out var board))
            checkIcs.Require(board.Kind is OrganisationKind.IntegratedCareBoard, "$.odsCode", DirectoryRule.WrongKind);
    }

    private sealed record Row(OdsCode Code, OrganisationItem Item, OrganisationKind Kind, string Path);
}
