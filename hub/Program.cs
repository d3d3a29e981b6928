using IntegrationHub.Cli;

return await HubCommandLine.RunAsync(args, Console.Out, Console.Error);
