namespace IntegrationHub.Infra.Tests;

/// <summary>What was taken cannot be lost by a slip, a fire or an intruder who holds the hub's identity.</summary>
public sealed class KeepingTests
{
    private static readonly BicepFile Main = InfraFiles.Template("main.bicep");
    private static readonly BicepFile Storage = InfraFiles.Template("modules/storage.bicep");

    [Fact]
    public void Blobs_are_versioned_and_come_back_after_a_slip()
    {
        var blobs = Storage.Block("resource", "blobs");

        Assert.Equal("true", blobs.Value("properties.isVersioningEnabled"));
        Assert.Equal("true", blobs.Value("properties.deleteRetentionPolicy.enabled"));
        Assert.Equal("true", blobs.Value("properties.containerDeleteRetentionPolicy.enabled"));
    }

    [Fact]
    public void Snapshots_cannot_be_changed_or_deleted_for_a_time_that_a_parameter_says()
    {
        Assert.Equal(
            "containerName == snapshots",
            Storage.Block("resource", "container").Value("properties.immutableStorageWithVersioning.enabled")
        );
        Assert.Equal("'snapshots'", Storage.Block("var", "snapshots").Expression);
        var keep = Storage.Block("resource", "keep");
        Assert.Equal("container[indexOf(containers, snapshots)]", keep.Value("parent"));
        Assert.Equal("immutableDays", keep.Value("properties.immutabilityPeriodSinceCreationInDays"));
        Assert.Equal("immutableDays", Main.Block("module", "storage").Value("params.immutableDays"));
    }

    [Fact]
    public void Production_spreads_its_data_over_zones_and_a_second_region()
    {
        Assert.Equal("'Standard_${redundancy}'", Storage.Block("resource", "account").Value("sku.name"));
        Assert.Equal("redundancy", Main.Block("module", "storage").Value("params.redundancy"));
        Assert.Equal("environmentName == 'prod' ? 'GZRS' : 'LRS'", Main.Block("param", "redundancy").Expression);
        Assert.Contains(
            InfraFiles.Parameters.Single(file => file.Name == "prod.bicepparam").Lines,
            line => line is "param redundancy = 'ZRS'" or "param redundancy = 'GZRS'" or "param redundancy = 'RAGZRS'"
        );
    }

    [Fact]
    public void Snapshots_move_to_the_cool_tier_and_exchanged_files_end_by_parameters()
    {
        Assert.Contains("coolAfterDays > 0", Storage.Text, StringComparison.Ordinal);
        Assert.Contains("daysAfterModificationGreaterThan: coolAfterDays", Storage.Text, StringComparison.Ordinal);
        Assert.Contains("rules: concat(cooling, [", Storage.Text, StringComparison.Ordinal);
        Assert.Contains("daysAfterModificationGreaterThan: droppedFileDays", Storage.Text, StringComparison.Ordinal);
        // Nothing ends a snapshot but its own policy: the only prefixes that anything is deleted under are those of exchanged files.
        Assert.Equal(
            ["prefixMatch: ['${snapshots}/']", "prefixMatch: ['inbound/', 'outbound/']"],
            Storage.Lines.Select(line => line.Trim()).Where(line => line.StartsWith("prefixMatch", StringComparison.Ordinal))
        );
        Assert.DoesNotContain("delete", string.Join('\n', CoolingLines()), StringComparison.Ordinal);
    }

    [Fact]
    public void Production_is_locked_against_deletion_whatever_the_parameters_say()
    {
        Assert.Equal("environmentName == 'prod' || deleteLocks", Main.Block("var", "isLocked").Expression);
        foreach (var (name, module) in new[] { ("storage", "storage"), ("messaging", "messaging"), ("key-vault", "keyVault") })
        {
            var locked = Assert.Single(InfraFiles.Template($"modules/{name}.bicep").Resources("Microsoft.Authorization/locks"));
            Assert.Contains("= if (isLocked) {", locked.Lines[0], StringComparison.Ordinal);
            Assert.Equal("'CanNotDelete'", locked.Value("properties.level"));
            Assert.Equal("isLocked", Main.Block("module", module).Value("params.isLocked"));
        }
    }

    private static IEnumerable<string> CoolingLines() =>
        Storage
            .Lines.SkipWhile(line => !line.StartsWith("var cooling", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("resource lifecycle", StringComparison.Ordinal));
}
