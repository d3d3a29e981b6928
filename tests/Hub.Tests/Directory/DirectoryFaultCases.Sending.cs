using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <content>Bank holidays, senders and messaging.</content>
internal static partial class DirectoryFaultCases
{
    private static DirectoryFaultCase[] OfSending =>
        [
            new(
                DirectoryRule.DateShape,
                "bank-holidays.json",
                "$.days[0].date",
                copy => copy.Edit("bank-holidays.json", json => Item(json, "days", 0)["date"] = "2025-02-30")
            ),
            new(
                DirectoryRule.HolidayOnWeekend,
                "bank-holidays.json",
                "$.days[15].date",
                copy => copy.Replace("bank-holidays.json", "2026-12-28", "2026-12-26")
            ),
            new(
                DirectoryRule.HolidaysMissing,
                "bank-holidays.json",
                "$.days",
                copy => copy.Edit("bank-holidays.json", json => json["days"]!.AsArray().RemoveAt(9))
            ),
            new(
                DirectoryRule.ItemTwice,
                "bank-holidays.json",
                "$.days[1].date",
                copy => copy.Replace("bank-holidays.json", "2025-04-18", "2025-01-01")
            ),
            new(DirectoryRule.ListEmpty, "bank-holidays.json", "$.days", copy => copy.Write("bank-holidays.json", "{\"days\": []}")),
            new(
                DirectoryRule.PolicySubject,
                "senders.json",
                "$.policies[0]",
                copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["organisation"] = "X90001")
            ),
            new(
                DirectoryRule.PolicyTwice,
                "senders.json",
                "$.policies[2].organisation",
                copy => copy.Edit("senders.json", json => Item(json, "policies", 2)["organisation"] = "RX1")
            ),
            new(
                DirectoryRule.DefaultPlaceTwice,
                "senders.json",
                "$.policies[0].defaultPlace",
                copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["defaultPlace"] = "midvale")
            ),
            new(
                DirectoryRule.NoOwnPlace,
                "senders.json",
                "$.policies[4].defaultToOwnPlace",
                copy => copy.Edit("senders.json", json => Item(json, "policies", 4)["defaultToOwnPlace"] = true)
            ),
            new(
                DirectoryRule.ResourceTypeShape,
                "senders.json",
                "$.policies[0].resourceTypes[0]",
                copy => copy.Edit("senders.json", json => Item(json, "policies", 0)["resourceTypes"] = new JsonArray("*", "Patient"))
            ),
            new(
                DirectoryRule.QuotaRange,
                "senders.json",
                "$.policies[3].quota.requestsPerSecond",
                copy => copy.Replace("senders.json", "\"requestsPerSecond\": 200", "\"requestsPerSecond\": 0")
            ),
            new(
                DirectoryRule.QuotaRange,
                "senders.json",
                "$.policies[3].quota.atOnce",
                copy => copy.Replace("senders.json", "\"atOnce\": 2000", "\"atOnce\": 199")
            ),
            new(
                DirectoryRule.EntityNameShape,
                "messaging.json",
                "$.queues[0].name",
                copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["name"] = "Care Events")
            ),
            new(
                DirectoryRule.EntityTwice,
                "messaging.json",
                "$.dischargeHubQueue.namePrefix",
                copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["name"] = "discharge-hub-midvale")
            ),
            new(
                DirectoryRule.EntityLimit,
                "messaging.json",
                "$.queues[0].duplicateDetectionWindow",
                copy => copy.Edit("messaging.json", json => Item(json, "queues", 0)["duplicateDetectionWindow"] = "P8D")
            ),
        ];
}
