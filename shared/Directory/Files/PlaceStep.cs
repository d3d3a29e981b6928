using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>The system, its places and their neighbourhoods.</summary>
internal sealed class PlaceStep
{
    private readonly ICollection<DirectoryFault> faults;
    private readonly References<string> odsCodes;

    public PlaceStep(DirectoryFiles files, References<string> odsCodes, ICollection<DirectoryFault> faults)
    {
        this.faults = faults;
        this.odsCodes = odsCodes;
        Systems = new(files.Ics.Content is not null);
        Places = new(files.Places.All(file => file.Content is not null));
        Neighbourhoods = new(files.Neighbourhoods.Content is not null);
        ReadSystems(files.Ics);
        foreach (var file in files.Places)
            ReadPlace(file);
        if (files.Places.Count == 0)
            new FaultList("places", faults).Add("$", DirectoryRule.ListEmpty);
        ReadNeighbourhoods(files.Neighbourhoods);
    }

    public CareSystem? Own { get; private set; }
    public References<CareSystem> Systems { get; }
    public References<Place> Places { get; }
    public References<Neighbourhood> Neighbourhoods { get; }

    /// <summary>Where each place's file names its council, for the check that it is one.</summary>
    public List<CouncilNamed> Councils { get; } = [];
    public Dictionary<string, Place> Districts { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, Place> OutwardCodes { get; } = new(StringComparer.OrdinalIgnoreCase);

    private void ReadSystems(Read<IcsFile> file)
    {
        if (file.Content is not { } ics)
            return;
        var check = new FaultList(file.File, faults);
        // The board is an organisation too, and organisations.json is where its code is claimed.
        Own = ReadSystem(check, ics.Id, ics.Name, ics.OdsCode, "$", claim: false);
        for (var i = 0; i < ics.OtherSystems.Length; i++)
        {
            var other = ics.OtherSystems[i];
            ReadSystem(check, other.Id, other.Name, other.OdsCode, FaultList.At("otherSystems", i), claim: true);
        }
    }

    private CareSystem? ReadSystem(FaultList check, string id, string name, string ods, string path, bool claim)
    {
        check.Id(id, path + ".id");
        check.Text(name, path + ".name");
        if (!check.Ods(ods, path + ".odsCode", out var code))
            return null;
        if (claim)
            check.Require(odsCodes.Add(code.Value, check.File), path + ".odsCode", DirectoryRule.OdsTwice);
        var system = new CareSystem(id, name, code);
        check.Require(Systems.Add(id, system), path + ".id", DirectoryRule.IdTwice);
        return system;
    }

    private void ReadPlace(Read<PlaceFile> file)
    {
        if (file.Content is not { } item)
            return;
        var check = new FaultList(file.File, faults);
        check.Id(item.Id, "$.id");
        check.Require(string.Equals(file.File, $"places/{item.Id}.json", StringComparison.Ordinal), "$.id", DirectoryRule.FileName);
        check.Text(item.Name, "$.name");
        if (Systems.Find(item.System, check, "$.system", DirectoryRule.UnknownSystem, out var system))
            check.Require(ReferenceEquals(system, Own), "$.system", DirectoryRule.NoOwnSystem);
        if (!check.Ods(item.Council, "$.council", out var council))
            return;
        var place = new Place(item.Id, item.Name, council);
        if (!check.Require(Places.Add(item.Id, place), "$.id", DirectoryRule.IdTwice))
            return;
        Councils.Add(new(place, file.File));
        ReadAreas(check, item.UsualAddress, place);
    }

    private void ReadAreas(FaultList check, AreaItem area, Place place)
    {
        for (var i = 0; i < area.Districts.Length; i++)
        {
            var path = FaultList.At("usualAddress.districts", i);
            if (check.Text(area.Districts[i], path))
                check.Require(Districts.TryAdd(area.Districts[i], place), path, DirectoryRule.AreaTwice);
        }

        for (var i = 0; i < area.OutwardCodes.Length; i++)
        {
            var code = area.OutwardCodes[i];
            var path = FaultList.At("usualAddress.outwardCodes", i);
            var shaped = code.Length is >= 2 and <= 4 && char.IsAsciiLetterUpper(code[0]) && code.All(IsUpperOrDigit);
            if (check.Require(shaped, path, DirectoryRule.OutwardCodeShape))
                check.Require(OutwardCodes.TryAdd(code, place), path, DirectoryRule.AreaTwice);
        }
    }

    private static bool IsUpperOrDigit(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);

    private void ReadNeighbourhoods(Read<NeighbourhoodsFile> file)
    {
        if (file.Content is not { } content)
            return;
        var check = new FaultList(file.File, faults);
        for (var i = 0; i < content.Neighbourhoods.Length; i++)
        {
            var item = content.Neighbourhoods[i];
            var path = FaultList.At("neighbourhoods", i);
            check.Id(item.Id, path + ".id");
            check.Text(item.Name, path + ".name");
            Places.Find(item.Place, check, path + ".place", DirectoryRule.UnknownPlace, out _);
            if (!check.Ods(item.OdsCode, path + ".odsCode", out var code))
                continue;
            check.Require(odsCodes.Add(code.Value, file.File), path + ".odsCode", DirectoryRule.OdsTwice);
            var neighbourhood = new Neighbourhood(item.Id, item.Name, code, item.Place);
            check.Require(Neighbourhoods.Add(item.Id, neighbourhood), path + ".id", DirectoryRule.IdTwice);
        }
    }
}

/// <summary>A place, and the file that names its council.</summary>
internal sealed record CouncilNamed(Place Place, string File);
