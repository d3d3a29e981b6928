namespace IntegrationHub.CareRecord;

/// <summary>Pure: names what entries refer to by what the same sender told of it in other messages, as of the same moment.</summary>
internal static class RecordReferences
{
    /// <summary>The entries in their order; those that nothing is known for stay as they are.</summary>
    public static void Complete(List<ShownEntry> entries)
    {
        Dictionary<ResourceKey, EntryContent>? known = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var (entry, commit) = (entries[i].Entry, entries[i].Commit);
            if (entry.Content is not { Pending.Count: > 0 } content)
                continue;
            known ??= ByKey(entries);
            foreach (var one in content.Pending)
                if (known.TryGetValue(ResourceKey.Of(commit.Provenance.Sender, one.Type, one.SourceId), out var named))
                    content = With(content, one.Role, named);
            if (!ReferenceEquals(content, entry.Content))
                entries[i] = entries[i] with { Entry = entry with { Content = content } };
        }
    }

    private static EntryContent With(EntryContent content, string role, EntryContent named) =>
        role switch
        {
            PendingReference.Itself => content with
            {
                Display = content.Display.Replace(PendingReference.NotNamed, named.Display, StringComparison.Ordinal),
                Codings = content.Codings.Count == 0 ? named.Codings : content.Codings,
            },
            "by" => content with { By = content.By is null ? named.Display : $"{content.By}, {named.Display}" },
            _ => content with { Value = content.Value is null ? $"{role}: {named.Display}" : $"{content.Value}; {role}: {named.Display}" },
        };

    private static Dictionary<ResourceKey, EntryContent> ByKey(List<ShownEntry> entries)
    {
        var known = new Dictionary<ResourceKey, EntryContent>(entries.Count);
        foreach (var shown in entries)
            if (shown.Entry.Content is { } content)
                known.TryAdd(shown.Entry.Key, content);
        return known;
    }
}
