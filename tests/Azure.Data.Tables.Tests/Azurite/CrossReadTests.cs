using System.Text.Json;
using IntegrationHub.Testing;

namespace Azure.Data.Tables.Tests.Azurite;

/// <summary>Our client and the official JavaScript one read each other's rows, every type included.</summary>
[Collection(AzuriteGroup.Name)]
public sealed class CrossReadTests(AzuriteFixture azurite)
{
    private static readonly Dictionary<string, string> Packages = new() { ["@azure/data-tables"] = "13.3.1" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_read_alike_by_the_official_JavaScript_client()
    {
        var table = await azurite.NewTableAsync();
        var packages = await NpmPackages.EnsureAsync(Packages, Cancel);
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, EveryEdmType("from .NET's"))], Cancel);

        var script = Path.Combine(AppContext.BaseDirectory, "Azurite", "cross-read.js");
        var output = await NodeScript.RunFileAsync(packages.Value!, script, [azurite.ConnectionString, table.Name], Cancel);

        var seen = JsonDocument.Parse(output).RootElement;
        Assert.Equal("from .NET's", Assert.Single(seen.GetProperty("found").EnumerateArray()).GetString());
        AssertSeen(seen.GetProperty("read"));
        var written = (await table.GetEntityAsync<TableEntity>("p", "from JavaScript's", cancellationToken: Cancel)).Value;
        foreach (var (name, value) in EveryEdmType("from JavaScript's"))
            Assert.Equal(value, written[name]);
        Assert.Equal(2, table.GetEntity<TableEntity>("p", "batch2", cancellationToken: Cancel).Value.GetInt32("Whole"));
    }

    private static TableEntity EveryEdmType(string rowKey) =>
        new("p", rowKey)
        {
            ["Text"] = "O'Brien é \U0001F600 \u2028",
            ["Whole"] = -7,
            ["Large"] = long.MaxValue,
            ["Real"] = 0.1,
            ["RealWhole"] = 5.0,
            ["NotANumber"] = double.NaN,
            ["Infinite"] = double.PositiveInfinity,
            ["Truth"] = true,
            ["Moment"] = new DateTimeOffset(2024, 2, 29, 12, 30, 15, TimeSpan.Zero).AddTicks(1234567),
            ["Unique"] = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
        };

    /// <summary>With type conversion off the JavaScript client gives each property as its EDM type and the text it was sent as.</summary>
    private static void AssertSeen(JsonElement read)
    {
        var seen = read.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.Object)
            .ToDictionary(
                property => property.Name,
                property => $"{property.Value.GetProperty("type").GetString()} {property.Value.GetProperty("value")}"
            );
        Assert.Equal("String O'Brien é \U0001F600 \u2028", seen["Text"]);
        Assert.Equal("Int32 -7", seen["Whole"]);
        Assert.Equal("Int64 9223372036854775807", seen["Large"]);
        Assert.Equal("Double 0.1", seen["Real"]);
        // Stored as a Double (EntityTests proves it); the service answers 5.0 without annotation, which JavaScript's parser takes for 5.
        Assert.Equal("Int32 5", seen["RealWhole"]);
        Assert.Equal("Double NaN", seen["NotANumber"]);
        Assert.Equal("Double Infinity", seen["Infinite"]);
        Assert.Equal("Boolean True", seen["Truth"], ignoreCase: true);
        Assert.Equal("DateTime 2024-02-29T12:30:15.1234567Z", seen["Moment"]);
        Assert.Equal("Guid 00112233-4455-6677-8899-aabbccddeeff", seen["Unique"]);
        Assert.Equal("Binary AAH+/w==", seen["Bytes"]);
    }
}
