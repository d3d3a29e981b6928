using IntegrationHub.Directory;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>
/// The template makes the entities that the app declares: both from directory/. The first tests hold the template to the files and
/// properties, the last holds the app's reading of them to what the template's expressions come to.
/// </summary>
public sealed class DirectoryEntityTests
{
    private static readonly BicepFile Messaging = InfraFiles.Template("modules/messaging.bicep");
    private static readonly HubDirectory Directory = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory!;

    [Theory]
    [InlineData("messaging", "loadJsonContent('../../directory/messaging.json')")]
    [InlineData("hubs", "loadJsonContent('../../directory/discharge-hubs.json').dischargeHubs")]
    [InlineData("organisations", "loadJsonContent('../../directory/organisations.json').organisations")]
    [InlineData("councils", "filter(organisations, organisation => organisation.kind == 'council')")]
    [InlineData(
        "hubQueues",
        "map(hubs, hub => union(messaging.dischargeHubQueue, { name: '${messaging.dischargeHubQueue.namePrefix}${hub.id}' }))"
    )]
    [InlineData("queues", "concat(messaging.queues, hubQueues)")]
    [InlineData(
        "subscriptions",
        "flatten(map(messaging.topics, (topic, topicIndex) => map(councils, council => { topicIndex: topicIndex council: council.odsCode settings: topic.councilSubscription })))"
    )]
    public void Entities_come_from_the_directorys_files(string variable, string expression) =>
        Assert.Equal(expression, Messaging.Block("var", variable).Expression);

    [Theory]
    [InlineData("queue", "for settings in queues: {")]
    [InlineData("topic", "for settings in messaging.topics: {")]
    [InlineData("subscription", "for entry in subscriptions: {")]
    [InlineData("onlyItsOwn", "for (entry, index) in subscriptions: {")]
    public void Each_of_them_is_made(string resource, string loop) =>
        Assert.Equal(loop, Messaging.Block("resource", resource).Lines[1].Trim());

    [Theory]
    [InlineData("queue", "name", "settings.name")]
    [InlineData("queue", "properties.requiresSession", "settings.requiresSession")]
    [InlineData("queue", "properties.lockDuration", "settings.lockDuration")]
    [InlineData("queue", "properties.maxDeliveryCount", "settings.maxDeliveryCount")]
    [InlineData("queue", "properties.requiresDuplicateDetection", "contains(settings, 'duplicateDetectionWindow')")]
    [InlineData("queue", "properties.duplicateDetectionHistoryTimeWindow", "settings.?duplicateDetectionWindow")]
    [InlineData("queue", "properties.defaultMessageTimeToLive", "settings.timeToLive")]
    [InlineData("queue", "properties.deadLetteringOnMessageExpiration", "settings.deadLetterOnExpiry")]
    [InlineData("topic", "name", "settings.name")]
    [InlineData("topic", "properties.requiresDuplicateDetection", "contains(settings, 'duplicateDetectionWindow')")]
    [InlineData("topic", "properties.duplicateDetectionHistoryTimeWindow", "settings.?duplicateDetectionWindow")]
    [InlineData("topic", "properties.defaultMessageTimeToLive", "settings.timeToLive")]
    [InlineData("subscription", "name", "entry.council")]
    [InlineData("subscription", "properties.requiresSession", "entry.settings.requiresSession")]
    [InlineData("subscription", "properties.lockDuration", "entry.settings.lockDuration")]
    [InlineData("subscription", "properties.maxDeliveryCount", "entry.settings.maxDeliveryCount")]
    [InlineData("subscription", "properties.defaultMessageTimeToLive", "entry.settings.timeToLive")]
    [InlineData("subscription", "properties.deadLetteringOnMessageExpiration", "entry.settings.deadLetterOnExpiry")]
    [InlineData("onlyItsOwn", "name", "'$Default'")]
    [InlineData("onlyItsOwn", "properties.filterType", "'CorrelationFilter'")]
    [InlineData("onlyItsOwn", "properties.correlationFilter.properties.'${entry.settings.filterProperty}'", "entry.council")]
    public void Their_settings_are_the_directorys(string resource, string property, string value) =>
        Assert.Equal(value, Messaging.Block("resource", resource).Value(property));

    [Fact]
    public void The_app_declares_the_queues_that_the_templates_expressions_come_to()
    {
        var hubs = Directory.DischargeHubs.Keys.Select(id => "discharge-" + id);

        Assert.Equal(
            hubs.Append("care-events").Order(StringComparer.Ordinal),
            Directory.Messaging.Queues.Select(queue => queue.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_app_declares_a_subscription_for_each_council_that_the_template_makes_one_for()
    {
        var councils = Directory.Organisations.Values.Where(row => row.Kind is OrganisationKind.Council).Select(row => row.OdsCode.Value);

        foreach (var topic in Directory.Messaging.Topics)
            Assert.Equal(councils.Order(StringComparer.Ordinal), topic.Subscriptions.Select(subscription => subscription.Name));
    }
}
