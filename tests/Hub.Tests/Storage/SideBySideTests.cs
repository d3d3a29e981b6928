using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Rebuild;
using IntegrationHub.Referrals;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Storage;

/// <summary>What docs/adr/0011 says of two versions that work side by side on the same rows.</summary>
public sealed partial class SideBySideTests
{
    private const string Column = "OfANewerVersion";
    private const string Property = "ofANewerVersion";
    private const string Value = "kept";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Set HUB_WRITE_DOCS=1 to write the file anew, and say in the commit message what the version before makes of what it finds.
    /// </summary>
    [Fact]
    public async Task The_forms_that_rows_have_and_what_outlives_a_version_that_does_not_know_it_are_those_of_the_file()
    {
        var forms = new StoredForms();
        // Where traces are collected, what is left to do has one more column.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HubTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await using var busy = await BusyHub.StartAsync();
        using var one = new SemaphoreSlim(1, 1);
        busy.Live.Hub.Storage.AfterEach = async () =>
        {
            await one.WaitAsync(Cancellation);
            try
            {
                await forms.LookAsync(busy.Live.Hub.Truth.Tables, Cancellation);
            }
            finally
            {
                one.Release();
            }
        };
        await busy.WorkAsync();
        busy.Live.Hub.Storage.AfterEach = null;
        var before = await TouchAllAsync(busy.Live.Hub.Truth.Tables);

        await busy.WorkAsync();

        Assert.Empty(await busy.ParkedAsync());
        var stand = await StandAsync(busy.Live.Hub.Truth.Tables, before);
        foreach (var (table, row) in await busy.SetAsideAsync())
            forms.Look(table, row);
        LookAtWhatIsRare(forms);
        AssertNoneIsMissing(forms.Lines);
        var text = Text(forms.Lines, stand);
        var file = Path.Combine(RepositoryRoot.Path, "docs", "stored-forms.md");
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(file, text, Cancellation);
        Assert.Equal(text, await File.ReadAllTextAsync(file, Cancellation));
    }

    [Fact]
    public void A_record_head_keeps_what_it_does_not_know_and_nothing_that_it_does()
    {
        var row = new TableEntity($"p{new string('a', 32)}", RecordHead.RowKey)
        {
            ["Version"] = 3,
            ["LastHash"] = "h",
            ["Name"] = "A",
            [Column] = Value,
        };

        var written = (RecordHead.From(row) with { Version = 4, Name = null }).ToRow();

        Assert.Equal((4, Value, false), (written.GetInt32("Version"), written.GetString(Column), written.ContainsKey("Name")));
        var own = RecordHead.From(Full()).ToRow();
        Assert.Equal(Full().Keys.Order(StringComparer.Ordinal), own.Keys.Order(StringComparer.Ordinal));
        Assert.Null(RecordHead.From(own).Unknown);
    }

    [Fact]
    public void Events_and_subscriptions_keep_properties_that_they_do_not_know()
    {
        const string told = """
            {"id":"e","topic":"RecordChanged","type":"t","occurredAt":"2026-01-01T00:00:00+00:00","record":"paaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","tier":"Place","concerns":["RX1"],"ofANewerVersion":{"a":1}}
            """;
        const string subscription = """
            {"id":"s","organisation":"RX1","topics":["RecordChanged"],"channel":{"kind":"Pull","payload":"IdOnly"},"createdAt":"2026-01-01T00:00:00+00:00","ofANewerVersion":[1]}
            """;

        Assert.Equal(1, (int)JsonNode.Parse(HubEvent.Parse(told).ToJson())![Property]!["a"]!);
        var paused = Subscription.Parse(subscription) with { State = SubscriptionState.Paused };
        Assert.Equal(1, (int)JsonNode.Parse(paused.ToJson())![Property]![0]!);
    }

    /// <summary>What an older version did not write yet reads as its default, and can be worked with.</summary>
    [Fact]
    public void A_property_that_is_not_there_is_its_default()
    {
        LeaveOutEach(new HubEvent("e", EventTopic.RecordChanged, "t", default, Record, EventTier.Place, []), HubEventJson.Default.HubEvent);
        var channel = new Channel(ChannelKind.Pull, null, PayloadKind.IdOnly, null);
        LeaveOutEach(
            new Subscription("s", OdsCode.Parse("RX1"))
            {
                Topics = [],
                Channel = channel,
                CreatedAt = default,
            },
            SubscriptionJson.Default.Subscription
        );
        LeaveOutEach(new OutboxMessage("send", "m"), OutboxJson.Default.OutboxMessage);
        LeaveOutEach(new DischargeCase("c"), StayJson.Default.DischargeCase);
        LeaveOutEach(new Referral("r"), ReferralJson.Default.Referral);
        Assert.Null(
            Subscription
                .Parse(
                    """{"id":"s","organisation":"RX1","topics":[],"channel":{"kind":"Pull","payload":"IdOnly"},"createdAt":"2026-01-01T00:00:00+00:00","filter":{}}"""
                )
                .Filter.Refuses(new HubEvent("e", EventTopic.RecordChanged, "t", default, Record, EventTier.Place, []))
        );
    }

    /// <summary>A word that only a newer version knows is an error of that row, and never taken for another.</summary>
    [Fact]
    public void A_word_of_a_closed_set_that_is_not_known_is_an_error()
    {
        var record = new string('a', 32);
        Assert.Throws<InvalidDataException>(() => new AlertRow(new TableEntity("h", "a|x") { ["ClosedBy"] = "Forwarded" }).ClosedBy);
        Assert.Throws<InvalidDataException>(() => new AlertRow(new TableEntity("h", "a|x") { ["ClosedBy"] = "77" }).ClosedBy);
        Assert.Throws<InvalidDataException>(() => IdentityChange.Split($"Merges:p{record}"));
        Assert.Throws<JsonException>(() =>
            HubEvent.Parse(
                """{"id":"e","topic":"NewTopic","type":"t","occurredAt":"2026-01-01T00:00:00+00:00","tier":"Place","concerns":[]}"""
            )
        );
        Assert.Throws<JsonException>(() =>
            Subscription.Parse(
                """{"id":"s","organisation":"RX1","topics":[],"channel":{"kind":"Telex","payload":"IdOnly"},"createdAt":"2026-01-01T00:00:00+00:00"}"""
            )
        );
        var snapshot = new StoredSnapshot(
            "RX1/2026/01/01/aaaaaaaaaaaaaaaaaaaaaaaaaa.json",
            BinaryData.FromString("{}").ToMemory(),
            default,
            new Dictionary<string, string>
            {
                ["route"] = "bundle",
                ["role"] = "trust-system",
                ["sender"] = "RX1",
                ["subject"] = "s",
                ["correlation"] = "c",
                ["reading"] = "Guessing",
            }
        );
        Assert.Throws<InvalidDataException>(() => SnapshotFacts.Restore(snapshot));
    }

    [Fact]
    public async Task A_kind_of_work_that_is_not_known_is_set_aside_and_told_as_what_a_newer_version_left()
    {
        await using var busy = await BusyHub.StartAsync();
        var line = new TableEntity("parked", "z|one")
        {
            ["Kind"] = "new-kind",
            ["Name"] = "n",
            ["Code"] = "INT219",
            ["Fault"] = "f",
        };
        await busy.Live.Hub.Truth.Tables.Sweeps.AddEntityAsync(line, Cancellation);

        Assert.Contains("newer version", Assert.Single(await busy.ParkedAsync()).InWords, StringComparison.Ordinal);
        var replayed = await busy.Live.Hub.Services.GetRequiredService<OutboxDispatcher>().ReplayParkedAsync("z.one", Cancellation);
        Assert.Equal("INT222", replayed?.Code);
    }

    private static RecordId Record => RecordId.Matched(new byte[32]);

    /// <summary>Of a record of thousands of resources, and of a rebuild that does not come out equal: as the code makes the rows.</summary>
    private static void LookAtWhatIsRare(StoredForms forms)
    {
        var many = Enumerable
            .Range(0, KnownResources.MostInHead + 1)
            .Select(n => ResourceKey.Of(OdsCode.Parse("X90001"), "Observation", n.ToString(CultureInfo.InvariantCulture)))
            .Select(key => new EntryVersion(key, "Observation", "any", new VersionOrder(""), "any"));
        forms.Look(StoreNames.CareRecord, KnownResources.None.After(Record, [.. many]).Page!);
        forms.Look(
            StoreNames.Rebuilds,
            new Difference(Difference.Differs, StoreNames.CareRecord, Record.Value, "e|any", "Status").ToRow(rebuild: 1, number: 0)
        );
    }

    /// <summary>Every table, and every beginning that the code gives to keys of rows.</summary>
    private static void AssertNoneIsMissing(IReadOnlyList<string> lines)
    {
        var kinds = lines.Select(line => line.Split(" · ")).Select(parts => (Table: parts[0], Row: parts[1])).Distinct().ToList();
        Assert.Equal(
            StoreNames.Tables.Order(StringComparer.Ordinal),
            kinds.Select(kind => kind.Table).Distinct().Order(StringComparer.Ordinal)
        );
        var beginnings = System
            .IO.Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "shared"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Beginnings().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["text"].Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(beginnings.Count > 8);
        Assert.All(beginnings, beginning => Assert.Contains(kinds, kind => kind.Row.EndsWith($" {beginning}", StringComparison.Ordinal)));
    }

    [GeneratedRegex("""const string \w+ = "(?<text>[a-z]\|)";""", RegexOptions.NonBacktracking)]
    private static partial Regex Beginnings();

    /// <summary>Of a value with nothing but defaults: whatever is left out, it reads as the same.</summary>
    private static void LeaveOutEach<T>(T value, JsonTypeInfo<T> type)
    {
        var whole = JsonSerializer.Serialize(value, type);
        var first = typeof(T)
            .GetConstructors()[0]
            .GetParameters()
            .Select(parameter => parameter.Name!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What the constructor takes, and what is required, was there from the first version on.
        var later = JsonNode.Parse(whole)!.AsObject().Select(pair => pair.Key).Except(first, StringComparer.OrdinalIgnoreCase);
        foreach (var name in later.Where(name => !IsRequired(name, type)))
        {
            var less = JsonNode.Parse(whole)!.AsObject();
            less.Remove(name);
            Assert.Equal(whole, JsonSerializer.Serialize(JsonSerializer.Deserialize(less.ToJsonString(), type)!, type));
        }
    }

    private static bool IsRequired<T>(string name, JsonTypeInfo<T> type) =>
        type.Properties.Single(property => property.Name == name).IsRequired;

    private static TableEntity Full()
    {
        var record = $"p{new string('b', 32)}";
        return new TableEntity($"p{new string('a', 32)}", RecordHead.RowKey)
        {
            ["Version"] = 3,
            ["LastHash"] = "h",
            ["NhsNumber"] = "9990000018",
            ["Name"] = "A",
            ["BirthDate"] = "1950-01-01",
            ["BirthTold"] = "b",
            ["DeathTold"] = "d",
            ["Known"] = new byte[] { 1, 2, 3, 4 },
            ["KnownPages"] = 1,
            ["DemographicsOrder"] = "o",
            ["Practice"] = "X90001",
            ["Place"] = "northfield",
            ["PlaceRule"] = "r",
            ["Contributors"] = "RX1",
            ["Links"] = "l",
            ["HasStays"] = true,
            ["HasReferrals"] = true,
            ["ReferredTo"] = "C90001",
            ["EverObjected"] = true,
            ["Reason"] = "r",
            ["MatchedTo"] = record,
            ["Members"] = record,
            ["PointsTo"] = record,
            ["NumberInvalid"] = true,
        };
    }

    /// <summary>As if a newer version had written every row: a column that nobody knows, and in each JSON object a property.</summary>
    private static async Task<IReadOnlyDictionary<string, ETag>> TouchAllAsync(Tables tables)
    {
        var stamps = new Dictionary<string, ETag>(StringComparer.Ordinal);
        foreach (var (name, table) in StoredForms.TablesOf(tables))
        {
            var rows = new List<TableEntity>();
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
                rows.Add(row);
            // What is audited is chained by hash, over known columns only; it is never written again.
            foreach (var row in rows)
            {
                var touched = new TableEntity(row.PartitionKey, row.RowKey) { [Column] = Value };
                foreach (var column in row.Keys.Where(column => row[column] is string and ['{', ..]))
                {
                    if (Touched(row.GetString(column)!) is { } json)
                        touched[column] = json;
                }

                var answer = await table.UpdateEntityAsync(touched, ETag.All, TableUpdateMode.Merge, Cancellation);
                stamps[$"{name} {row.PartitionKey} {row.RowKey}"] = answer.Headers.ETag!.Value;
            }
        }

        return stamps;
    }

    /// <summary>Counts are maps of names to numbers, and have no properties to add to.</summary>
    private static string? Touched(string text)
    {
        try
        {
            if (
                JsonNode.Parse(text) is not JsonObject json
                || json.Count == 0
                || json.All(pair => pair.Value?.GetValueKind() is JsonValueKind.Number)
            )
                return null;
            json[Property] = Value;
            return json.ToJsonString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>By kind of row, of those that were written since: whether all of them have the column still, or lack it.</summary>
    private static async Task<IReadOnlyList<string>> StandAsync(Tables tables, IReadOnlyDictionary<string, ETag> before)
    {
        var carried = new SortedSet<string>(StringComparer.Ordinal);
        var kept = new SortedDictionary<string, HashSet<bool>>(StringComparer.Ordinal);
        foreach (var (name, table) in StoredForms.TablesOf(tables))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
            {
                var kind = $"{name} · {StoredForms.KindOf(row)}";
                if (!before.TryGetValue($"{name} {row.PartitionKey} {row.RowKey}", out var stamp))
                {
                    if (row.GetString(Column) == Value)
                        carried.Add($"{kind}: kept under another key");
                    continue;
                }

                if (stamp == row.ETag)
                    continue;
                if (!kept.TryGetValue(kind, out var seen))
                    kept[kind] = seen = [];
                seen.Add(row.GetString(Column) == Value);
            }
        }

        return
        [
            .. carried,
            .. kept.Select(pair => $"{pair.Key}: {(pair.Value.Count > 1 ? "some" : pair.Value.Single() ? "kept" : "made anew")}"),
        ];
    }

    private static string Text(IReadOnlyList<string> forms, IReadOnlyList<string> stand) =>
        $"""
            # The forms of stored rows

            Written by `SideBySideTests` (`HUB_WRITE_DOCS=1`) from the rows of a hub that has done a bit of everything. Two versions of the hub work on them side by side:
            [adr/0011](adr/0011-two-versions-side-by-side.md) says what each may do. Whoever changes this file says in the commit message what the version before makes of it.

            ## What becomes of a column that a version does not know, when it writes the row again

            ```
            {string.Join('\n', stand)}
            ```

            ## Columns, and properties of JSON in them

            ```
            {string.Join('\n', forms)}
            ```

            """.ReplaceLineEndings("\n");
}
