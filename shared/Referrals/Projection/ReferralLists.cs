using Azure;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Referrals.Projection;

/// <summary>Which side of a referral an organisation's list is of.</summary>
public enum ReferralSide
{
    Council = 1,
    Referrer,
}

/// <summary>A line of an organisation's list. It names no person.</summary>
/// <param name="Other">ODS code of the other side; null where it is not known.</param>
public sealed record ReferralLine(
    string Id,
    ReferralState State,
    DateTimeOffset Since,
    DateTimeOffset? SentAt,
    string? Priority,
    string? Other,
    int Conflicts
);

/// <summary>
/// Table Referrals, the partition of an organisation: <c>{side}|{referral id}</c> is a line of its list. A line carries the number of the commit
/// that it is of, and an older one never takes a newer one's place.
/// </summary>
public sealed class ReferralLists(Tables tables)
{
    /// <summary>How often a line that others change at the same time is tried.</summary>
    private const int MaxAttempts = 20;

    /// <summary>The lines of one list in the states asked for, in order of their ids: one range of keys of one partition.</summary>
    /// <param name="after">Id of the last referral not to list; null for the first page.</param>
    public async Task<IReadOnlyList<ReferralLine>> ReadAsync(
        OdsCode organisation,
        ReferralSide side,
        IReadOnlyCollection<ReferralState> states,
        string? after,
        int most,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(states);
        var prefix = PrefixOf(side);
        var from = prefix + after + (after is null ? "" : "!");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {organisation.Value} and RowKey ge {from} and RowKey lt {prefix + "~"} and Gone eq {false}"
        );
        var asked = string.Join(" or ", states.Select(state => TableClient.CreateQueryFilter($"State eq {ReferralStates.NameOf(state)}")));
        var lines = new List<ReferralLine>();
        await foreach (var row in tables.Referrals.QueryAsync<TableEntity>($"{filter} and ({asked})", cancellationToken: cancellationToken))
        {
            lines.Add(LineIn(row, prefix.Length));
            if (lines.Count == most)
                break;
        }

        return lines;
    }

    /// <param name="through">Number of the commit that it is of.</param>
    /// <param name="referral">Null: the organisation has it no longer.</param>
    internal async Task PutAsync(
        string organisation,
        ReferralSide side,
        string referralId,
        int through,
        Referral? referral,
        CancellationToken cancellationToken
    )
    {
        var row = ToRow(organisation, side, referralId, through, referral);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var there = await tables.Referrals.GetEntityIfExistsAsync<TableEntity>(
                organisation,
                row.RowKey,
                cancellationToken: cancellationToken
            );
            if (there.HasValue && there.Value!.GetInt32("Commit") >= through)
                return;
            try
            {
                if (there.HasValue)
                    await tables.Referrals.UpdateEntityAsync(row, there.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                else
                    await tables.Referrals.AddEntityAsync(row, cancellationToken);
                return;
            }
            catch (RequestFailedException fault) when (fault.Status is 409 or 412)
            {
                // Somebody else put it: whose commit is newer shows at the next look.
            }
        }

        throw new TimeoutException("A line of a list of referrals is changed by too many at once.");
    }

    private static TableEntity ToRow(string organisation, ReferralSide side, string referralId, int through, Referral? referral)
    {
        var row = new TableEntity(organisation, PrefixOf(side) + referralId) { ["Commit"] = through, ["Gone"] = referral is null };
        if (referral is null)
            return row;
        row["State"] = ReferralStates.NameOf(referral.State);
        row["Since"] = referral.Since;
        row["Conflicts"] = referral.Steps.Count(step => step.Conflict is not null);
        if (referral.SentAt is { } sent)
            row["SentAt"] = sent;
        if (referral.Priority is { } priority)
            row["Priority"] = priority;
        if ((side is ReferralSide.Council ? referral.Referrer : referral.Council) is { } other)
            row["Other"] = other;
        return row;
    }

    private static ReferralLine LineIn(TableEntity row, int prefix) =>
        new(
            row.RowKey[prefix..],
            ReferralStates.TryParse(row.GetString("State"), out var state)
                ? state
                : throw new InvalidDataException("A line of a list of referrals has no state."),
            row.GetDateTimeOffset("Since") ?? throw new InvalidDataException("A line of a list of referrals has no time."),
            row.GetDateTimeOffset("SentAt"),
            row.GetString("Priority"),
            row.GetString("Other"),
            row.GetInt32("Conflicts") ?? 0
        );

    private static string PrefixOf(ReferralSide side) => side is ReferralSide.Council ? "council|" : "referrer|";
}
