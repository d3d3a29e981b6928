namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a function app's Program.cs begins, on either platform.</summary>
#pragma warning disable CA1052 // The official type is neither static nor sealed.
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
