using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using IntegrationHub.Cli.Help;

namespace IntegrationHub.Cli.Publish;

/// <summary><c>hub publish</c>: builds the app on the official packages and deploys it; without the Azure CLI it says how to.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var group = new Option<string>("--resource-group")
        {
            Description = "Resource group of the Function App",
            HelpName = "GROUP",
            Required = true,
        };
        var app = new Option<string>("--app")
        {
            Description = "Name of the Function App, an output of infra/main.bicep",
            HelpName = "APP",
            Required = true,
        };
        var package = new Option<string?>("--package")
        {
            Description = "Deploy this package, such as that of the version before, and build nothing",
            HelpName = "ZIP",
        };
        var reader = new Option<bool>("--hub-fhir") { Description = "Take the hub's own FHIR reader in place of Firely's" };
        var print = new Option<bool>("--print") { Description = "Only print the commands" };
        var command = new ExampleCommand(
            "publish",
            "Builds the hub for Azure, packs it and deploys it to a Function App. Where the Azure CLI is not installed, the exact commands are printed and nothing is done.",
            "hub publish --resource-group rg-inthub-prod --app func-inthub-prod-abc",
            "hub publish --resource-group rg-inthub-prod --app func-inthub-prod-abc --package artifacts/publish/1a2b3c4.zip"
        )
        {
            group,
            app,
            package,
            reader,
            print,
            DataOption.Create(),
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var plan = new PublishPlan(
                    parsed.GetRequiredValue(group),
                    parsed.GetRequiredValue(app),
                    Path.Combine("artifacts", "publish"),
                    await VersionAsync(cancellation),
                    parsed.GetValue(reader)
                );
                var ready = parsed.GetValue(package);
                if (ready is not null)
                    plan = plan with { Package = ready };
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(print) || !Tool.IsThere("az"))
                    Print(plan, ready is null, output);
                else
                    await PublishAsync(plan, ready is null, output, cancellation);
                return 0;
            }
        );
        return command;
    }

    internal static void Print(PublishPlan plan, bool builds, TextWriter output)
    {
        output.WriteLine("Run these from the root of the repository, signed in with `az login`:");
        output.WriteLine();
        if (builds)
        {
            output.WriteLine($"rm -rf {plan.Files}");
            output.WriteLine(plan.Build);
            output.WriteLine(plan.Pack);
        }

        output.WriteLine(plan.Deploy);
    }

    private static async Task PublishAsync(PublishPlan plan, bool builds, TextWriter output, CancellationToken cancellation)
    {
        if (builds)
        {
            if (System.IO.Directory.Exists(plan.Files))
                System.IO.Directory.Delete(plan.Files, recursive: true);
            await Tool.RunAsync(plan.Build, cancellation);
            PackFiles(plan);
        }
        else if (!File.Exists(plan.Package))
        {
            throw new CommandFailure($"There is no package {plan.Package}.");
        }

        await Tool.RunAsync(plan.Deploy, cancellation);
        await output.WriteLineAsync($"{plan.Package} is deployed to {plan.App}: look at its /health/ready.");
    }

    internal static void PackFiles(PublishPlan plan)
    {
        File.Delete(plan.Package);
        ZipFile.CreateFromDirectory(plan.Files, plan.Package);
    }

    private static async Task<string> VersionAsync(CancellationToken cancellation) =>
        await Tool.FirstLineAsync(new ShellCommand("git", "rev-parse", "--short=12", "HEAD"), cancellation)
        ?? TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
}
