namespace Onebox.Storage.Engine;

/// <summary>An answer that refuses: HTTP status, the service's error code, and its message. It never holds a value from the request.</summary>
internal sealed record Fault(int Status, string Code, string Message)
{
    /// <summary>The form an entity group transaction's error takes: the failing operation's place before the message.</summary>
    public Fault At(int index) => this with { Message = $"{index}:{Message}" };
}
