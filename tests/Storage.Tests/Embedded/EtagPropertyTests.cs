using System.Globalization;
using Azure;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Embedded;

/// <summary>Any sequence of writes, each with the current ETag, an old one or none, ends as a plain dictionary with versions says.</summary>
public sealed class EtagPropertyTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly EmbeddedStorage storage;
    private int tables;

    public EtagPropertyTests() => storage = EmbeddedStorage.Open(folder.Path);

    private enum Act
    {
        Add,
        Replace,
        Merge,
        UpsertReplace,
        UpsertMerge,
        Delete,
    }

    private enum Guard
    {
        Current,
        Old,
        Any,
    }

    private sealed record Step(Act Act, Guard Guard, int Row, int Value);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        storage.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Writes_under_etags_behave_as_a_dictionary_with_versions()
    {
        var steps =
            from act in Gen.Elements(Enum.GetValues<Act>())
            from guard in Gen.Elements(Enum.GetValues<Guard>())
            from row in Gen.Choose(0, 2)
            from value in Gen.Choose(0, 99)
            select new Step(act, guard, row, value);
        Prop.ForAll(steps.ListOf().ToArbitrary(), Play).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private void Play(IEnumerable<Step> steps)
    {
        var table = Clients.Table(storage, string.Create(CultureInfo.InvariantCulture, $"Play{++tables}"));
        table.Create(Cancellation);
        var model = new Dictionary<int, Dictionary<string, int>>();
        var current = new Dictionary<int, ETag>();
        var given = new HashSet<ETag>();
        foreach (var step in steps)
        {
            var exists = model.TryGetValue(step.Row, out var held);
            // An old version is one that some other entity or an earlier state of this one had.
            var etag = step.Guard switch
            {
                Guard.Any => ETag.All,
                Guard.Current when exists => current[step.Row],
                _ => new ETag("W/\"datetime'2001-01-01T00%3A00%3A00.0000000Z'\""),
            };
            var holds = exists && (step.Guard == Guard.Any || etag == current[step.Row]);
            var expected = step.Act switch
            {
                Act.Add => exists ? 409 : 204,
                Act.UpsertReplace or Act.UpsertMerge => 204,
                _ => !exists ? 404
                : holds ? 204
                : 412,
            };
            var name = $"P{step.Value % 3}";
            var (status, written) = Perform(table, step, etag, name);
            Assert.Equal(expected, status);
            if (status != 204)
                continue;

            if (step.Act == Act.Delete)
            {
                model.Remove(step.Row);
                continue;
            }

            Assert.True(given.Add(written!.Value), "an ETag came back");
            current[step.Row] = written.Value;
            var keeps = step.Act is Act.Merge or Act.UpsertMerge && exists;
            model[step.Row] = keeps ? new Dictionary<string, int>(held!) { [name] = step.Value } : new() { [name] = step.Value };
        }

        Compare(table, model, current);
    }

    private static (int Status, ETag? Etag) Perform(TableClient table, Step step, ETag etag, string name)
    {
        var row = step.Row.ToString(CultureInfo.InvariantCulture);
        var entity = new TableEntity("p", row) { [name] = step.Value };
        try
        {
            var answer = step.Act switch
            {
                Act.Add => table.AddEntity(entity, Cancellation),
                Act.Replace => table.UpdateEntity(entity, etag, TableUpdateMode.Replace, Cancellation),
                Act.Merge => table.UpdateEntity(entity, etag, TableUpdateMode.Merge, Cancellation),
                Act.UpsertReplace => table.UpsertEntity(entity, TableUpdateMode.Replace, Cancellation),
                Act.UpsertMerge => table.UpsertEntity(entity, TableUpdateMode.Merge, Cancellation),
                _ => table.DeleteEntity("p", row, etag, Cancellation),
            };
            return (answer.Status, answer.Headers.ETag);
        }
        catch (RequestFailedException refused)
        {
            return (refused.Status, null);
        }
    }

    private static void Compare(TableClient table, Dictionary<int, Dictionary<string, int>> model, Dictionary<int, ETag> current)
    {
        var found = table
            .Query<TableEntity>(cancellationToken: Cancellation)
            .ToDictionary(entity => int.Parse(entity.RowKey, CultureInfo.InvariantCulture));
        Assert.Equal(model.Keys.Order(), found.Keys.Order());
        foreach (var (row, properties) in model)
        {
            Assert.Equal(current[row], found[row].ETag);
            var own = found[row]
                .Where(pair => pair.Key.StartsWith('P') && pair.Key.Length == 2)
                .ToDictionary(pair => pair.Key, pair => (int)pair.Value);
            Assert.Equal(properties.OrderBy(pair => pair.Key), own.OrderBy(pair => pair.Key));
        }
    }
}
