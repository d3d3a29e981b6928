using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>The discharge hubs.</summary>
internal sealed class HubStep
{
    public HubStep(DirectoryFiles files, PlaceStep places, OrganisationStep organisations, ICollection<DirectoryFault> faults)
    {
        var file = files.DischargeHubs;
        var check = new FaultList(file.File, faults);
        // Where messaging.json cannot be read its own faults are listed already; the prefix then only has to be some text.
        var prefix = files.Messaging.Content?.DischargeHubQueue.NamePrefix ?? "";
        Hubs = new(file.Content is not null);
        for (var i = 0; i < (file.Content?.DischargeHubs.Length ?? 0); i++)
        {
            var item = file.Content!.DischargeHubs[i];
            var path = FaultList.At("dischargeHubs", i);
            check.Id(item.Id, path + ".id");
            check.Text(item.Name, path + ".name");
            places.Places.Find(item.Place, check, path + ".place", DirectoryRule.UnknownPlace, out var place);
            if (!check.Ods(item.Host, path + ".host", out var host))
                continue;
            if (
                organisations.Organisations.Find(host.Value, check, path + ".host", DirectoryRule.UnknownOrganisation, out var runs)
                && place is not null
            )
                check.Require(runs.Serves(place.Id), path + ".host", DirectoryRule.HostDoesNotServe);
            var hub = new DischargeHub(item.Id, item.Name, item.Place, host, prefix + item.Id);
            check.Require(Hubs.Add(item.Id, hub), path + ".id", DirectoryRule.IdTwice);
        }

        if (file.Content is not null)
            FaultPlacesWithoutHub(places, faults);
    }

    public References<DischargeHub> Hubs { get; }

    private void FaultPlacesWithoutHub(PlaceStep places, ICollection<DirectoryFault> faults)
    {
        foreach (var place in places.Places.Rows.Values)
        {
            if (!Hubs.Rows.Values.Any(hub => string.Equals(hub.PlaceId, place.Id, StringComparison.Ordinal)))
                new FaultList($"places/{place.Id}.json", faults).Add("$.id", DirectoryRule.PlaceWithoutHub);
        }
    }
}
