using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestFunctionApp;

var builder = FunctionsApplication.CreateBuilder(args);
if (builder.Configuration["App:WithoutWeb"] is null)
    builder.ConfigureFunctionsWebApplication();

builder.UseMiddleware<Recording>();
builder.UseWhen<ShortCut>(context => context.FunctionDefinition.Name is "ShortCut" or "ShortCutResult");

builder.Services.AddSingleton<Journal>();
builder.Services.AddScoped<PerInvocation>();

if (builder.Configuration["App:Throws"] is { } reason)
    throw new InvalidOperationException(reason);
if (builder.Configuration["App:EndsEarly"] is not null)
    return;

builder.Build().Run();
