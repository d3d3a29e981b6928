using IntegrationHub.Cli.Demonstration;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary>What the hub prints when it is up: where it is, and lines to copy that show what is in it.</summary>
internal static class Welcome
{
    private const string Hub = "dotnet run --project hub --";

    public static void Print(TextWriter output, Uri address, DataFolder data, ShownRecord? shown, bool plays)
    {
        var url = address.AbsoluteUri.TrimEnd('/');
        output.WriteLine();
        output.WriteLine($"The hub listens at {url} and keeps its data in {data.Path}.");
        if (shown is not null)
        {
            output.WriteLine();
            output.WriteLine("One demonstration patient's care record, as a clinician of their practice sees it:");
            output.WriteLine($"  curl -s {Bearer(shown.Practice, "clinician", data)} {url}/records/{shown.RecordId}");
            output.WriteLine();
            output.WriteLine("The same as a page: open this address, and sign in with the token that the second line prints:");
            output.WriteLine($"  {url}/records/{shown.RecordId}");
            output.WriteLine($"  {Hub} token --org {shown.Practice} --role clinician{Data(data)}");
            output.WriteLine();
            output.WriteLine("Discharge alerts that wait on the queue of the hub for Northfield:");
            output.WriteLine(
                $"  curl -s -X POST {Bearer("RX1", "discharge-coordinator", data)} -H 'Content-Type: application/json' "
                    + $"-d '{{\"max\":5,\"waitSeconds\":0}}' {url}/discharge-hubs/hub-northfield/alerts/claim"
            );
        }

        if (shown is not null || plays)
        {
            output.WriteLine();
            output.WriteLine(
                "Who is in hospital, ready and waiting, on the board of the hub for Northfield; sign in with the token that the second line prints:"
            );
            output.WriteLine($"  {url}/boards/hub-northfield");
            output.WriteLine($"  {Hub} token --org RX1 --role discharge-coordinator{Data(data)}");
            output.WriteLine();
            output.WriteLine("What the hub does and what waits for an operator; sign in with the token that the second line prints:");
            output.WriteLine($"  {url}/operations");
            output.WriteLine($"  {Hub} token --org QZ9 --role operator{Data(data)}");
        }

        output.WriteLine();
        output.WriteLine($"Send it something:   {Hub} send FILE.json --org X90001 --role gp-system{Data(data)}");
        output.WriteLine($"A token of your own: {Hub} token --org X90001 --role clinician{Data(data)}");
        output.WriteLine();
    }

    private static string Bearer(string organisation, string role, DataFolder data) =>
        $"-H \"Authorization: Bearer $({Hub} token --org {organisation} --role {role}{Data(data)})\"";

    /// <summary>The option that names the data folder, left out where it is the usual one.</summary>
    private static string Data(DataFolder data) => data.Path == DataFolder.At(".data").Path ? "" : $" --data {data.Path}";
}
