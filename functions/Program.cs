using IntegrationHub.Functions.Http;
using IntegrationHub.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<RequestGate>();
builder.Services.AddIntegrationHub(builder.Configuration);

builder.Build().Run();
