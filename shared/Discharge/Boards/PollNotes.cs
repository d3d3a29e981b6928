using System.Collections.Concurrent;
using IntegrationHub.Access;

namespace IntegrationHub.Discharge.Boards;

/// <summary>
/// Which polls of a board were noted this hour. An open board asks every five seconds, and a row for each would bury the audit under what
/// says nothing: one an hour for each caller, board and form says who kept looking. Per process: a second one notes its own.
/// </summary>
internal sealed class PollNotes(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Organisation, string Role, string Subject, string Board), long> noted = new();

    /// <summary>Whether this is the first of the hour; it stays so until <see cref="Noted"/>.</summary>
    internal bool IsFirst(Caller caller, string board) => !(noted.TryGetValue(KeyOf(caller, board), out var hour) && hour == Hour());

    /// <summary>To be called once the row is stored: what could not be noted is noted by the next poll.</summary>
    internal void Noted(Caller caller, string board)
    {
        var hour = Hour();
        noted[KeyOf(caller, board)] = hour;
        foreach (var (key, of) in noted)
        {
            if (of < hour)
                noted.TryRemove(new(key, of));
        }
    }

    private static (string, string, string, string) KeyOf(Caller caller, string board) =>
        (caller.Organisation.Value, caller.Role.Name(), caller.Subject, board);

    private long Hour() => time.GetUtcNow().ToUnixTimeSeconds() / 3600;
}
