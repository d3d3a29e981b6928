using System.Collections.Frozen;

namespace IntegrationHub.Directory.Files;

/// <summary>The sensitive categories. A list that is empty would withhold nothing and look as if it did, so it is a fault.</summary>
internal sealed class SensitiveStep
{
    private readonly FaultList check;

    public SensitiveStep(Read<SensitiveFile> file, ICollection<DirectoryFault> faults)
    {
        check = new FaultList(file.File, faults);
        Categories = new(complete: file.Content is not null);
        var items = file.Content?.Categories ?? [];
        check.Require(file.Content is null || items.Length > 0, "$.categories", DirectoryRule.ListEmpty);
        for (var i = 0; i < items.Length; i++)
            ReadCategory(items[i], FaultList.At("categories", i));
    }

    public References<SensitiveCategory> Categories { get; }

    private void ReadCategory(SensitiveItem item, string path)
    {
        check.Id(item.Id, path + ".id");
        check.Text(item.Name, path + ".name");
        check.Require((item.Labels ?? item.Words ?? (object?)item.Codes) is not null, path, DirectoryRule.CategoryWithoutLists);
        var labels = Texts(item.Labels, path + ".labels");
        var words = Texts(item.Words, path + ".words");
        var codes = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        check.Require(item.Codes is not [], path + ".codes", DirectoryRule.ListEmpty);
        for (var i = 0; i < (item.Codes?.Length ?? 0); i++)
        {
            var (list, at) = (item.Codes![i], $"{path}.codes[{i}]");
            check.Text(list.System, at + ".system");
            var added = codes.TryAdd(list.System, Texts(list.Codes, at + ".codes").ToFrozenSet(StringComparer.Ordinal));
            check.Require(added, at + ".system", DirectoryRule.ItemTwice);
        }

        var category = new SensitiveCategory(
            item.Id,
            item.Name,
            labels.ToFrozenSet(StringComparer.Ordinal),
            codes.ToFrozenDictionary(StringComparer.Ordinal),
            [.. words],
            item.OpenedByBreakGlass
        );
        check.Require(Categories.Add(item.Id, category), path + ".id", DirectoryRule.IdTwice);
    }

    private string[] Texts(string[]? texts, string path)
    {
        check.Require(texts is not [], path, DirectoryRule.ListEmpty);
        // A national reference set has thousands of codes.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (texts?.Length ?? 0); i++)
        {
            check.Text(texts![i], $"{path}[{i}]");
            check.Require(seen.Add(texts[i]), $"{path}[{i}]", DirectoryRule.ItemTwice);
        }

        return texts ?? [];
    }
}
