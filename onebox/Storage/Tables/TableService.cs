using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Tables;

/// <summary>Routes a table request: the account's tables, one table's entities, or a transaction.</summary>
internal sealed class TableService(StorageEngine engine, TimeProvider time)
{
    private readonly TableOperations tables = new(engine);
    private readonly EntityOperations entities = new(engine);
    private readonly EntityQuery queries = new(engine, time);
    private readonly TransactionOperation transactions = new(engine, time);

    public async ValueTask<EmbeddedResponse> AnswerAsync(Exchange exchange)
    {
        var answer = await RouteAsync(exchange);
        return answer.Response ?? TableAnswers.Of(answer.Fault!, exchange, time);
    }

    private ValueTask<Answer> RouteAsync(Exchange exchange)
    {
        var path = exchange.Target.Path;
        var method = EffectiveMethod(exchange);
        if (path.Equals("$batch", StringComparison.OrdinalIgnoreCase) || path.Equals("%24batch", StringComparison.OrdinalIgnoreCase))
            return method == "POST" ? transactions.RunAsync(exchange) : Refuse(TableFaults.MethodNotAllowed);
        if (path.Length == 0 || exchange.Target.Query["comp"] is not null)
            return Refuse(TableFaults.NotImplemented);

        if (path is "Tables" or "Tables()" || EntityAddress.TableInParentheses(path) is not null)
            return tables.RunAsync(exchange, method, EntityAddress.TableInParentheses(path));
        if (!EntityAddress.TryParse(path, out var address))
            return Refuse(TableFaults.InvalidInput);

        return (method, address.NamesEntity) switch
        {
            ("POST", false) => entities.InsertAsync(exchange, address.Name),
            ("GET", true) => new ValueTask<Answer>(entities.Get(exchange, address)),
            ("GET", false) => new ValueTask<Answer>(queries.Run(exchange, address.Name)),
            ("PUT", true) => entities.ChangeAsync(exchange, address, ChangeKind.Replace),
            ("PATCH" or "MERGE", true) => entities.ChangeAsync(exchange, address, ChangeKind.Merge),
            ("DELETE", true) => entities.ChangeAsync(exchange, address, ChangeKind.Delete),
            _ => Refuse(TableFaults.MethodNotAllowed),
        };
    }

    // OData lets a client send MERGE and the like as a POST.
    private static string EffectiveMethod(Exchange exchange) =>
        exchange.Method == "POST" && exchange.Header("X-HTTP-Method") is { } tunnelled ? tunnelled.ToUpperInvariant() : exchange.Method;

    private static ValueTask<Answer> Refuse(Fault fault) => new(fault);
}

/// <summary>Either a response or the fault that takes its place.</summary>
internal readonly record struct Answer(EmbeddedResponse? Response, Fault? Fault)
{
    public static implicit operator Answer(EmbeddedResponse response) => new(response, null);

    public static implicit operator Answer(Fault fault) => new(null, fault);
}
