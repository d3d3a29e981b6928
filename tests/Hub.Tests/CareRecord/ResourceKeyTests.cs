using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord;

public sealed class ResourceKeyTests
{
    private static readonly OdsCode Ours = OdsCode.Parse("X90001");
    private static readonly OdsCode Theirs = OdsCode.Parse("X90002");

    [Fact]
    public void A_key_says_whose_it_is_and_differs_by_sender_type_and_id()
    {
        var key = ResourceKey.Of(Ours, "Condition", "1");

        Assert.True(key.IsOf(Ours));
        Assert.False(key.IsOf(Theirs));
        Assert.Equal(ResourceKey.Length, key.Value.Length);
        Assert.Equal(key, ResourceKey.Of(Ours, "Condition", "1"));
        ResourceKey[] others =
        [
            ResourceKey.Of(Theirs, "Condition", "1"),
            ResourceKey.Of(Ours, "Flag", "1"),
            ResourceKey.Of(Ours, "Condition", "2"),
        ];
        Assert.DoesNotContain(key, others);
        Assert.Equal(others.Length, others.Distinct().Count());
    }
}
