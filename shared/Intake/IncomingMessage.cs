using IntegrationHub.Access;
using IntegrationHub.Directory;

namespace IntegrationHub.Intake;

/// <summary>By which way a message came: decides what it may be and how it is answered. The code is stored with the snapshot.</summary>
public abstract record MessageRoute(string Code)
{
    /// <summary><c>POST /fhir</c> and <c>POST /fhir/$process-message</c>.</summary>
    public sealed record Bundle(bool MessagesOnly) : MessageRoute(MessagesOnly ? "process-message" : "bundle");

    /// <summary><c>POST /fhir/{type}</c>.</summary>
    public sealed record Create(string Type) : MessageRoute($"create/{Type}");

    /// <summary><c>PUT /fhir/{type}/{id}</c>. The id is the sender's own and could be anything, so it is not part of the code.</summary>
    /// <param name="Id">Null when a snapshot is worked in again: then the body's own id counts.</param>
    public sealed record Update(string Type, string? Id) : MessageRoute($"update/{Type}");

    /// <summary><c>POST /events</c>, in structured mode; binary mode is turned into it.</summary>
    public sealed record CareEvent() : MessageRoute("event");

    /// <summary>A privacy officer's or an operator's decision on which records are one person's.</summary>
    public sealed record Identity() : MessageRoute(IdentityCode);

    internal const string IdentityCode = "identity";

    public static MessageRoute? Parse(string code)
    {
        var parts = code.Split('/', 2);
        return parts switch
        {
            ["bundle"] => new Bundle(MessagesOnly: false),
            ["process-message"] => new Bundle(MessagesOnly: true),
            ["create", var type] => new Create(type),
            ["update", var type] => new Update(type, Id: null),
            ["event"] => new CareEvent(),
            [IdentityCode] => new Identity(),
            _ => null,
        };
    }
}

/// <summary>A message as it reached the hub, whichever way.</summary>
/// <param name="Body">Unpacked bytes.</param>
/// <param name="IdempotencyKey">As given by the sender, or null.</param>
public sealed record IncomingMessage(
    MessageRoute Route,
    Caller Caller,
    ReadOnlyMemory<byte> Body,
    string? IdempotencyKey,
    DateTimeOffset ReceivedAt,
    string CorrelationId
)
{
    /// <summary>Identity and day of a snapshot being worked in again; null for a message that has just come.</summary>
    public string? Identity { get; init; }

    /// <summary>
    /// How it is read. Null for a message that has just come: its sender's policy says. A snapshot keeps how it was read, so that it is worked
    /// in again with the same result when the policy has changed since.
    /// </summary>
    public Reading? Reading { get; init; }

    /// <summary>Whether it is a snapshot being worked in again. That its sender may send it was found before it was stored.</summary>
    public bool IsStored => Identity is not null;

    /// <summary>Whether it came by file drop, where messages may be longer.</summary>
    public bool IsFromFile { get; init; }

    public override string ToString() => $"IncomingMessage {{ Route = {Route.GetType().Name}, Bytes = {Body.Length} }}";
}
