using System.CommandLine;
using IntegrationHub.Access;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Token;

/// <summary><c>hub token</c>: prints an access token of this machine's own issuer, and nothing else.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var organisation = new Option<string>("--org")
        {
            Description = "ODS code of the caller's organisation",
            HelpName = "CODE",
            Required = true,
        };
        var role = new Option<string>("--role")
        {
            Description = $"One of: {string.Join(", ", Roles.All)}",
            HelpName = "ROLE",
            Required = true,
        };
        var purpose = new Option<string?>("--purpose") { Description = "Why records are looked at", HelpName = "PURPOSE" };
        var hours = new Option<double>("--hours")
        {
            Description = "How long the token holds, above 0 and up to 24",
            HelpName = "N",
            DefaultValueFactory = _ => 8,
        };
        hours.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 24))
                result.AddError("--hours takes a number above 0 and up to 24.");
        });
        var data = DataOption.Create();

        var command = new ExampleCommand(
            "token",
            "Prints an access token for the hub of the data folder. The token says who the caller is; the hub's directory says what they may do.",
            "hub token --org X90001 --role gp-system",
            "curl -H \"Authorization: Bearer $(hub token --org RX1 --role clinician)\" http://localhost:7071/records/..."
        )
        {
            organisation,
            role,
            purpose,
            hours,
            data,
        };
        command.SetAction(parsed =>
        {
            var request = TokenRequest.Of(
                parsed.GetRequiredValue(organisation),
                parsed.GetRequiredValue(role),
                parsed.GetValue(purpose),
                parsed.GetRequiredValue(hours)
            );
            using var tokens = LocalTokens.Open(DataFolder.At(parsed.GetRequiredValue(data)), TimeProvider.System);
            parsed.InvocationConfiguration.Output.WriteLine(tokens.Issue(request));
            return 0;
        });
        return command;
    }
}
