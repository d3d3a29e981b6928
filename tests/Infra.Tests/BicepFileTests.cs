namespace IntegrationHub.Infra.Tests;

/// <summary>The reader that the other tests trust.</summary>
public sealed class BicepFileTests
{
    private static readonly BicepFile File = BicepFile.Parse(
        "sample.bicep",
        """
        @description('A name, see https://example.org/.')
        param name string // the short one
        param size int = 3

        // resource ghost 'X/y@2020-01-01' = {
        resource account 'A.B/accounts@2024-01-01' = {
          name: name
          properties: {
            open: false
            inner: {
              open: true
            }
          }

          resource child 'things' = {
            name: 'default'
          }
        }

        resource many 'A.B/accounts/rows@2024-01-01' = [
          for row in ['a', 'b']: {
            parent: account
            name: row
            properties: {
              size: size
            }
          }
        ]

        resource other 'A.B/accounts@2024-01-01' existing = {
          name: 'other'
        }

        output id string = account.id
        """.ReplaceLineEndings("\n")
    );

    [Fact]
    public void It_finds_what_is_declared_and_nothing_in_comments() =>
        Assert.Equal(["name", "size", "account", "child", "many", "other", "id"], File.Blocks.Select(block => block.Symbol));

    [Fact]
    public void It_reads_a_property_at_its_own_depth()
    {
        var account = File.Block("resource", "account");

        Assert.Equal("false", account.Value("properties.open"));
        Assert.Equal("true", account.Value("properties.inner.open"));
        Assert.Null(account.Value("open"));
        Assert.Equal("size", File.Block("resource", "many").Value("properties.size"));
    }

    [Fact]
    public void It_tells_what_exists_from_what_is_made() =>
        Assert.Equal(["account"], File.Resources("A.B/accounts").Select(block => block.Symbol));

    [Fact]
    public void It_knows_defaults_and_descriptions()
    {
        Assert.True(File.Block("param", "name").IsDescribed);
        Assert.False(File.Block("param", "size").IsDescribed);
        Assert.Equal("", File.Block("param", "name").Expression);
        Assert.Equal("3", File.Block("param", "size").Expression);
        Assert.Equal("account.id", File.Block("output", "id").Expression);
    }
}
