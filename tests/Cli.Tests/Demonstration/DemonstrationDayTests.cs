using System.Text.Json;
using IntegrationHub.Cli.Demonstration;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Demonstration;

public sealed class DemonstrationDayTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);
    private static readonly DemonstrationDay Day = DemonstrationDay.Make(1, Now);

    [Fact]
    public void The_same_seed_and_time_give_the_same_day()
    {
        var again = DemonstrationDay.Make(1, Now);

        Assert.Equal(
            Day.Stages.SelectMany(stage => stage.Messages).Select(each => Convert.ToHexString(each.Message.Body)),
            again.Stages.SelectMany(stage => stage.Messages).Select(each => Convert.ToHexString(each.Message.Body))
        );
    }

    [Fact]
    public void It_has_a_few_hundred_messages_of_every_kind()
    {
        Assert.InRange(Day.Count, 200, 600);
        var paths = Day
            .Stages.SelectMany(stage => stage.Messages)
            .GroupBy(each => each.Message.Path)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(["events", "fhir"], paths.Keys.Order(StringComparer.Ordinal));
        Assert.True(paths["events"] >= 9, "discharges by event");
    }

    [Fact]
    public void Every_nhs_number_is_valid_and_of_the_999_range_and_every_person_has_their_own()
    {
        var persons = Day.Stages[0].Messages.Select(each => NhsNumbersIn(each.Message.Body).Single()).ToList();

        Assert.Equal(persons.Count, persons.Distinct().Count());
        foreach (var number in Day.Stages.SelectMany(stage => stage.Messages).SelectMany(each => NhsNumbersIn(each.Message.Body)))
        {
            Assert.StartsWith("999", number, StringComparison.Ordinal);
            Assert.True(NhsNumber.TryParse(number, out _), "check digit");
        }
    }

    [Fact]
    public void Its_organisations_and_addresses_are_those_of_the_demonstration_directory()
    {
        var directory = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory;
        Assert.NotNull(directory);

        foreach (var place in DemonstrationPlace.All)
        {
            Assert.Equal(place.Council, directory.Places[place.Id].Council.Value);
            Assert.True(directory.Organisations[OdsCode.Parse(place.Trust)].Serves(place.Id), place.Trust);
            Assert.All(place.Practices, practice => Assert.Equal([place.Id], directory.Organisations[OdsCode.Parse(practice)].Places));
            var address = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "directory", "places", place.Id + ".json"));
            Assert.Contains($"\"{place.District}\"", address, StringComparison.Ordinal);
            Assert.Contains($"\"{place.OutwardCode}\"", address, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_happens_after_now_and_every_discharge_ends_a_stay_that_was_announced()
    {
        var admitted = Encounters(Day.Stages[1]).ToDictionary(encounter => encounter.Id);
        var discharged = Encounters(Day.Stages[^1]).ToList();

        Assert.NotEmpty(discharged);
        foreach (var encounter in discharged)
        {
            Assert.Equal("finished", encounter.Status);
            Assert.Equal("in-progress", admitted[encounter.Id].Status);
            Assert.True(encounter.End <= Now, "end");
            Assert.True(admitted[encounter.Id].Start < encounter.End, "order");
        }
    }

    [Fact]
    public void A_gp_bundle_has_ten_entries_and_the_size_of_a_real_one()
    {
        var person = SyntheticPerson.Make(new Random(3), 0, DemonstrationPlace.All[0], "X90001", new DateOnly(2026, 5, 4));
        for (var seed = 0; seed < 20; seed++)
        {
            var indented = GpBundle.Write(new Random(seed), person, Now);
            var minified = GpBundle.Write(new Random(seed), person, Now, indented: false);

            Assert.InRange(indented.Length, 17_000, 20_500);
            Assert.InRange(minified.Length, 9_500, 12_500);
            using var bundle = JsonDocument.Parse(indented);
            Assert.Equal(10, bundle.RootElement.GetProperty("entry").GetArrayLength());
        }
    }

    private static IEnumerable<(string Id, string Status, DateTimeOffset Start, DateTimeOffset? End)> Encounters(DemonstrationStage stage)
    {
        foreach (var message in stage.Messages.Where(each => each.Message.Path == "fhir"))
        {
            using var document = JsonDocument.Parse(message.Message.Body);
            var encounter = document.RootElement.GetProperty("entry")[1].GetProperty("resource");
            var period = encounter.GetProperty("period");
            yield return (
                encounter.GetProperty("id").GetString()!,
                encounter.GetProperty("status").GetString()!,
                period.GetProperty("start").GetDateTimeOffset(),
                period.TryGetProperty("end", out var end) ? end.GetDateTimeOffset() : null
            );
        }
    }

    private static List<string> NhsNumbersIn(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return Find(document.RootElement).ToList();

        static IEnumerable<string> Find(JsonElement element) =>
            element.ValueKind switch
            {
                JsonValueKind.Object when element.TryGetProperty("nhsNumber", out var number) => [number.GetString()!],
                JsonValueKind.Object
                    when element.TryGetProperty("system", out var system) && system.ValueEquals("https://fhir.nhs.uk/Id/nhs-number") =>
                [
                    element.GetProperty("value").GetString()!,
                ],
                JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Find(property.Value)),
                JsonValueKind.Array => element.EnumerateArray().SelectMany(Find),
                _ => [],
            };
    }
}
