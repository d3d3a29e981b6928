using System.Collections.Frozen;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>From files to a directory, step by step; each step checks its part and goes on past a fault to find the others.</summary>
internal static class DirectoryBuilder
{
    public static DirectoryLoad Build(string folder)
    {
        var faults = new List<DirectoryFault>();
        var files = new DirectoryFiles(folder, faults);
        var odsCodes = new References<string>(complete: true);
        var places = new PlaceStep(files, odsCodes, faults);
        var organisations = new OrganisationStep(files, places, odsCodes, faults);
        var hubs = new HubStep(files, places, organisations, faults);
        var rules = new RulesStep(files, places, organisations, hubs, faults);
        var policies = new PolicyStep(files, places, organisations, faults);
        var messaging = new MessagingStep(files, places, hubs, faults);
        var reading = new ReadingStep(files, faults);
        var localCodes = new LocalCodesStep(files.LocalCodes, faults);
        var holidays = new BankHolidayStep(files, faults);
        if (faults.Count > 0)
            return new(null, [.. faults.OrderBy(fault => fault.File, StringComparer.Ordinal)]);

        var directory = new HubDirectory(
            places.Own!,
            places.Places.Rows.ToFrozenDictionary(StringComparer.Ordinal),
            places.Neighbourhoods.Rows.ToFrozenDictionary(StringComparer.Ordinal),
            organisations.Organisations.Rows.Values.ToFrozenDictionary(row => row.OdsCode),
            hubs.Hubs.Rows.ToFrozenDictionary(StringComparer.Ordinal),
            rules.Rules.Rows.ToFrozenDictionary(StringComparer.Ordinal),
            policies.Policies.ToFrozenDictionary(pair => OdsCode.Parse(pair.Key), pair => pair.Value),
            new PlaceFinder(places.Districts, places.OutwardCodes),
            messaging.Settings!,
            reading.Rules
        )
        {
            Stamp = files.Stamp,
            LocalCodes = localCodes.Codes,
            BankHolidays = holidays.Holidays!,
        };
        return new(directory, []);
    }
}
