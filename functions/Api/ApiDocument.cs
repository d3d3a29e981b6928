using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;

namespace IntegrationHub.Functions.Api;

/// <summary>OpenAPI 3.1, from the app's routes and <see cref="ApiTable"/>.</summary>
internal static class ApiDocument
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write()
    {
        var rows = ApiTable.Rows.ToDictionary(row => row.Function, StringComparer.Ordinal);
        var paths = new JsonObject();
        foreach (var route in ApiRoute.All)
        {
            if (!rows.TryGetValue(route.Function, out var row))
                continue;
            if (paths[route.Path] is not JsonObject operations)
                paths[route.Path] = operations = [];
            operations[route.Method] = Operation(route, row);
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Integration hub",
                ["version"] = "1",
                ["description"] =
                    "Shared care records, discharge alerts and referrals of an Integrated Care System. No identifier of a person stands in an address. Refusals have permanent codes.",
            },
            ["paths"] = paths,
            ["components"] = Components(),
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Readable);
    }

    private static JsonObject Operation(ApiRoute route, ApiRow row)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Function,
            ["tags"] = new JsonArray(row.Group),
            ["summary"] = row.Words,
        };
        var parameters = new JsonArray();
        foreach (var name in route.Parameters)
            parameters.Add(Parameter("path", name, null));
        foreach (var (name, words) in row.Query)
            parameters.Add(Parameter("query", name, words));
        foreach (var (name, words) in row.Headers)
            parameters.Add(Parameter("header", name, words));
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (row.Takes.Count > 0)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(row.Takes) };
        operation["responses"] = Responses(route, row);
        operation["security"] = RequestGate.IsPublic(route.Function)
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["token"] = new JsonArray() });
        return operation;
    }

    private static JsonObject Parameter(string place, string name, string? words)
    {
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = place == "path",
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
        if (words is not null)
            parameter["description"] = words;
        return parameter;
    }

    private static JsonObject Responses(ApiRoute route, ApiRow row)
    {
        var responses = new JsonObject();
        foreach (var answer in row.Answers)
        {
            var response = new JsonObject { ["description"] = Meaning(answer.Status) };
            if (answer.MediaTypes.Count > 0)
                response["content"] = Content(answer.MediaTypes);
            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        var fhir = route.Path.StartsWith("/fhir", StringComparison.Ordinal);
        responses["default"] = new JsonObject { ["$ref"] = fhir ? "#/components/responses/Outcome" : "#/components/responses/Problem" };
        return responses;
    }

    private static JsonObject Content(IReadOnlyList<string> mediaTypes)
    {
        var content = new JsonObject();
        foreach (var type in mediaTypes)
            content[type] = new JsonObject();
        return content;
    }

    private static string Meaning(int status) =>
        status switch
        {
            200 => "Here it is.",
            201 => "Made; Location leads to it.",
            202 => "Stored for good; the rest follows by itself.",
            204 => "Done.",
            303 => "Done; Location leads on.",
            304 => "As you have it.",
            _ => throw new InvalidOperationException("A status that no row should have."),
        };

    private static JsonObject Components()
    {
        var codes = new JsonArray();
        foreach (var kind in ErrorCatalogue.All)
            codes.Add(kind.Code);
        return new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["token"] = new JsonObject
                {
                    ["type"] = "http",
                    ["scheme"] = "bearer",
                    ["bearerFormat"] = "JWT",
                    ["description"] = "Says organisation (ODS code), role and purpose.",
                },
            },
            ["schemas"] = new JsonObject
            {
                ["Code"] = new JsonObject { ["type"] = "string", ["enum"] = codes },
                ["Problem"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["status"] = new JsonObject { ["type"] = "integer" },
                        ["title"] = new JsonObject { ["type"] = "string" },
                        ["code"] = new JsonObject { ["$ref"] = "#/components/schemas/Code" },
                    },
                    ["required"] = new JsonArray("status", "title", "code"),
                },
            },
            ["responses"] = new JsonObject
            {
                ["Problem"] = Refusal(ProblemDocuments.MediaType, new JsonObject { ["$ref"] = "#/components/schemas/Problem" }),
                ["Outcome"] = Refusal(
                    Bodies.Fhir,
                    new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject { ["resourceType"] = new JsonObject { ["const"] = "OperationOutcome" } },
                    }
                ),
            },
        };
    }

    private static JsonObject Refusal(string mediaType, JsonObject schema) =>
        new()
        {
            ["description"] = "Refused, with a permanent code.",
            ["content"] = new JsonObject { [mediaType] = new JsonObject { ["schema"] = schema } },
        };
}
