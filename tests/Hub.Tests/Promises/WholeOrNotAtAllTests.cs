using System.Text.Json;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>Promise 3: readers see a bundle wholly or not at all, however long it is.</summary>
public sealed class WholeOrNotAtAllTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly int[] Sizes = [100, 400, 90, 2000, 250, 85, 1000];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => fixture.Hub;

    [Fact]
    public async Task Readers_never_see_part_of_a_bundle_while_two_writers_commit()
    {
        var person = TestPerson.New();
        var record = Hub.RecordOf(person);
        Task[] writers = [WriteAsync(person, Sizes), WriteAsync(person, Sizes.Reverse())];
        var written = Task.WhenAll(writers);

        var looks = await Task.WhenAll(LookThroughStorageAsync(record.Value, written), LookThroughHttpAsync(record.Value, written));
        await written;

        Assert.All(looks, count => Assert.NotEqual(0, count));
        var content = (await Hub.Truth.ReadAsync(record, Cancellation))!;
        Assert.Equal(Sizes.Length * 2, content.Commits.Count);
        Assert.Equal(Sizes.Sum() * 2, content.Entries.Count);
    }

    private async Task WriteAsync(TestPerson person, IEnumerable<int> sizes)
    {
        foreach (var size in sizes)
        {
            var answer = await Hub.Client.SendAsync(Messages.Gp(person, size, Messages.NewName("bundle")), Cancellation);
            Assert.Equal(200, (int)answer.Status);
        }
    }

    private async Task<int> LookThroughStorageAsync(string recordId, Task written)
    {
        Assert.True(Identifiers.RecordId.TryParse(recordId, out var record));
        var looks = 0;
        while (true)
        {
            var last = written.IsCompleted;
            if (await Hub.Truth.ReadAsync(record, Cancellation) is { } content)
            {
                var seen = content.Entries.GroupBy(entry => entry.Identity).ToDictionary(group => group.Key, group => group.Count());
                Assert.All(content.Commits.Values, commit => Assert.Equal(commit.Entries, seen.GetValueOrDefault(commit.Identity)));
                looks++;
            }

            if (last)
                return looks;
        }
    }

    /// <summary>Each bundle's Observations have ids of their own and one version, so the number shown is a sum of whole bundles.</summary>
    private async Task<int> LookThroughHttpAsync(string record, Task written)
    {
        var looks = 0;
        while (true)
        {
            var last = written.IsCompleted;
            if (await ReadAllAsync(record) is { } versions)
            {
                var byVersion = versions.GroupBy(version => version).Select(commit => commit.Count());
                Assert.All(byVersion, count => Assert.Contains(count + 1, Sizes));
                looks++;
            }

            if (last)
                return looks;
        }
    }

    /// <summary>The versions of all Observations, over as many pages as there are: later pages show what the first did.</summary>
    private async Task<List<int>?> ReadAllAsync(string record)
    {
        var versions = new List<int>();
        for (var path = $"records/{record}"; path is not null; )
        {
            var answer = await Hub.Client.GetAsync(TestSender.Clinician, path, Cancellation);
            if (!answer.IsAcknowledgement)
                return null;
            using var json = JsonDocument.Parse(answer.Body);
            versions.AddRange(
                json.RootElement.GetProperty("sections")
                    .EnumerateArray()
                    .SelectMany(section => section.GetProperty("entries").EnumerateArray())
                    .Where(entry =>
                        entry
                            .GetProperty("source")
                            .GetProperty("resource")
                            .GetString()!
                            .StartsWith("Observation/", StringComparison.Ordinal)
                    )
                    .Select(entry => entry.GetProperty("version").GetInt32())
            );
            path = json.RootElement.TryGetProperty("next", out var next) ? $"records/{record}?cursor={next.GetString()}" : null;
        }

        return versions;
    }
}
