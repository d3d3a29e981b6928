using System.Text.Json;
using System.Text.RegularExpressions;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Http;

/// <summary>The data file is meant for other hands too, so it must be whole in itself.</summary>
public sealed partial class HostileInputsFileTests
{
    [Fact]
    public void Every_row_has_an_id_of_its_own_and_says_what_is_sent_and_expected()
    {
        var file = Path.Combine(RepositoryRoot.Path, "tests", "Hub.Tests", "Http", "hostile-inputs.json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToList();

        Assert.Equal(rows.Count, rows.Select(row => row.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(
            rows,
            row =>
            {
                Assert.Matches(RowId(), row.GetProperty("id").GetString());
                Assert.NotEmpty(row.GetProperty("what").GetString()!);
                Assert.NotEmpty(row.GetProperty("send").EnumerateObject());
                Assert.True(row.GetProperty("expect").TryGetProperty("status", out _));
            }
        );
    }

    [GeneratedRegex(@"\AH[0-9]{3}[a-z]?\z", RegexOptions.NonBacktracking)]
    private static partial Regex RowId();
}
