using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Directory.Files;

/// <summary>Partners' own codes. A code that leads to none of the hub's would be lost unseen, so it is a fault.</summary>
internal sealed class LocalCodesStep
{
    private readonly FaultList check;
    private readonly Dictionary<(string Target, string Source, string Code), string> codes = [];

    public LocalCodesStep(Read<LocalCodesFile> file, ICollection<DirectoryFault> faults)
    {
        check = new FaultList(file.File, faults);
        var maps = file.Content?.Maps ?? [];
        for (var i = 0; i < maps.Length; i++)
            ReadMap(maps[i], FaultList.At("maps", i));
        Codes = new LocalCodes(codes);
    }

    public LocalCodes Codes { get; }

    private void ReadMap(LocalCodeMapItem map, string path)
    {
        check.Text(map.Source, path + ".source");
        var target = CaseCodeSystems.Find(map.Target);
        check.Require(target is not null, path + ".target", DirectoryRule.NotInClosedSet);
        check.Require(map.Codes.Length > 0, path + ".codes", DirectoryRule.ListEmpty);
        for (var i = 0; i < map.Codes.Length; i++)
        {
            var (item, at) = (map.Codes[i], $"{path}.codes[{i}]");
            check.Text(item.Code, at + ".code");
            check.Require(target is null || target.Find(item.Is) is not null, at + ".is", DirectoryRule.NotInClosedSet);
            check.Require(codes.TryAdd((map.Target, map.Source, item.Code), item.Is), at + ".code", DirectoryRule.ItemTwice);
        }
    }
}
