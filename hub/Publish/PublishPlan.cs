namespace IntegrationHub.Cli.Publish;

/// <summary>What is done to bring the app to Azure, in order.</summary>
/// <param name="App">The Function App.</param>
/// <param name="ResourceGroup">Its resource group.</param>
/// <param name="Folder">Where the built files and the package go.</param>
/// <param name="Version">Names the package: the commit it is built from.</param>
/// <param name="HubReader">Whether the hub's own FHIR reader is taken in place of Firely's.</param>
internal sealed record PublishPlan(string ResourceGroup, string App, string Folder, string Version, bool HubReader)
{
    /// <summary>The built files.</summary>
    public string Files => Path.Combine(Folder, "app");

    /// <summary>The package that is deployed. It is kept, so that the version before is at hand.</summary>
    public string Package { get; init; } = Path.Combine(Folder, Version + ".zip");

    public ShellCommand Build =>
        new(
            "dotnet",
            [
                "publish",
                "functions",
                "--configuration",
                "Release",
                "-p:HubPlatform=azure",
                .. HubReader ? (string[])["-p:HubFhir=onebox"] : [],
                "--output",
                Files,
            ]
        );

    /// <summary>For people without this command: it packs by itself.</summary>
    public string Pack =>
        $"(cd {ShellCommand.Quoted(Files)} && zip --quiet --recurse-paths {ShellCommand.Quoted(Path.GetFullPath(Package))} .)";

    public ShellCommand Deploy =>
        new("az", "functionapp", "deployment", "source", "config-zip", "--resource-group", ResourceGroup, "--name", App, "--src", Package);
}
