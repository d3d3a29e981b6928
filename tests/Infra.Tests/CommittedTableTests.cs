using System.Text.RegularExpressions;
using IntegrationHub.Storage;

namespace IntegrationHub.Infra.Tests;

/// <summary>Roles, stores and settings equal the tables that are committed for people to read.</summary>
public sealed class CommittedTableTests
{
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> BuiltInRoles = new(StringComparer.Ordinal)
    {
        ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["Storage Blob Data Contributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["Azure Service Bus Data Sender"] = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
        ["Azure Service Bus Data Receiver"] = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    private static readonly List<(string Table, string Scope, string Role, string Id)> Roles =
    [
        .. InfraFiles
            .Json("roles.json")
            .EnumerateObject()
            .SelectMany(table =>
                table.Value.EnumerateArray().Select(row => (table.Name, Text(row, "scope"), Text(row, "role"), Text(row, "id")))
            ),
    ];

    [Fact]
    public void Each_role_in_the_table_is_a_narrow_one_by_its_right_id() =>
        Assert.All(Roles, row => Assert.Equal(BuiltInRoles[row.Role], row.Id));

    [Fact]
    public void Each_row_of_the_table_is_used_once_and_nothing_else_is_assigned()
    {
        var used = InfraFiles.Templates.SelectMany(file =>
            Regex
                .Matches(
                    file.Text,
                    @"filter\((?:roles|loadJsonContent\('\.\./roles\.json'\))\.(?<table>\w+), role => role\.scope == '(?<scope>\w+)'\)"
                )
                .Select(match => (match.Groups["table"].Value, match.Groups["scope"].Value))
        );

        Assert.Equal(Roles.Select(row => (row.Table, row.Scope)).Distinct().Order(), used.Order());
    }

    [Fact]
    public void Every_assignment_takes_its_role_from_the_table()
    {
        var assignments = InfraFiles.Templates.SelectMany(file => file.Resources("Microsoft.Authorization/roleAssignments")).ToList();

        Assert.NotEmpty(assignments);
        Assert.All(
            assignments,
            assignment =>
                Assert.Matches(
                    @"^subscriptionResourceId\('Microsoft\.Authorization/roleDefinitions', (role|sender\[0\]|careEventSender\[0\]|subscriptionReader\[0\]|fileMover\[0\])\.id\)$",
                    assignment.Value("properties.roleDefinitionId")
                )
        );
        Assert.All(
            InfraFiles.Templates,
            file => Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", file.Text)
        );
    }

    [Fact]
    public void The_hub_may_not_send_the_care_events_that_it_takes() =>
        Assert.Contains(
            "for (settings, index) in queues: if (settings.name != careEvents) {",
            InfraFiles.Template("modules/messaging.bicep").Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_role_says_why_it_is_needed() =>
        Assert.All(
            InfraFiles.Json("roles.json").EnumerateObject().SelectMany(table => table.Value.EnumerateArray()),
            row => Assert.NotEmpty(Text(row, "why"))
        );

    [Fact]
    public void The_tables_and_containers_are_those_that_the_code_names()
    {
        var stores = InfraFiles.Json("stores.json");

        Assert.Equal(StoreNames.Tables.Order(StringComparer.Ordinal), Texts(stores, "tables").Order(StringComparer.Ordinal));
        Assert.Equal(StoreNames.Containers.Order(StringComparer.Ordinal), Texts(stores, "containers").Order(StringComparer.Ordinal));
        var storage = InfraFiles.Template("modules/storage.bicep");
        Assert.Equal("for tableName in stores.tables: {", storage.Block("resource", "table").Lines[1].Trim());
        Assert.Equal("for containerName in containers: {", storage.Block("resource", "container").Lines[1].Trim());
        Assert.Equal("concat(stores.containers, [packages])", storage.Block("var", "containers").Expression);
    }

    [Fact]
    public void The_apps_settings_are_those_that_are_listed()
    {
        var app = InfraFiles.Template("modules/app.bicep");
        var set = app.Block("resource", "settings").NamesUnder("properties: union(clientSettings, {").Append("Access__Clients__*");

        Assert.Contains("'Access__Clients__${", app.Block("var", "clientSettings").Expression, StringComparison.Ordinal);
        var listed = InfraFiles.Json("app-settings.json").GetProperty("settings").EnumerateArray().Select(row => Text(row, "name"));
        Assert.Equal(listed.Order(StringComparer.Ordinal), set.Order(StringComparer.Ordinal));
    }

    private static string Text(System.Text.Json.JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(System.Text.Json.JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}
