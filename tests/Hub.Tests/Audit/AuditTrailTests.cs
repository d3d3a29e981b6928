using Azure.Data.Tables;
using IntegrationHub.Audit;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Audit;

public sealed class AuditTrailTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_that_was_changed_taken_out_put_in_or_moved_is_found()
    {
        for (var i = 0; i < 6; i++)
            await live.AskAsync(TestSender.Clinician, HttpMethod.Get, "records/nobody", Cancellation);
        var rows = await live.AuditAsync(Cancellation);
        Assert.True(rows.Count >= 6);

        string[] columns =
        [
            "At",
            "Action",
            "Outcome",
            "Correlation",
            "Organisation",
            "Role",
            "Subject",
            "Purpose",
            "Record",
            "Detail",
            "PreviousHash",
            "Hash",
        ];
        foreach (var column in columns)
        {
            var changed = Copy(rows);
            changed[2][column] = column is "At" ? DateTimeOffset.UnixEpoch : "changed";
            Assert.Equal(rows[2].RowKey, AuditTrail.FirstBreak(changed));
        }

        Assert.Equal(rows[3].RowKey, AuditTrail.FirstBreak(rows.Where((_, i) => i != 2)));
        Assert.Equal(rows[1].RowKey, AuditTrail.FirstBreak(rows.Skip(1)));
        Assert.Equal(rows[1].RowKey, AuditTrail.FirstBreak([rows[0], rows[1], rows[1], .. rows.Skip(2)]));
        Assert.Equal(rows[3].RowKey, AuditTrail.FirstBreak([.. rows.Take(2), rows[3], rows[2], .. rows.Skip(4)]));
    }

    [Fact]
    public async Task A_row_with_its_own_hash_made_anew_breaks_the_chain_at_the_next()
    {
        for (var i = 0; i < 4; i++)
            await live.AskAsync(TestSender.Clinician, HttpMethod.Get, "records/nobody", Cancellation);
        var rows = Copy(await live.AuditAsync(Cancellation));
        // As somebody would who can write the table: the row of another place, which is sound in itself.
        rows[1]["Outcome"] = "another";
        rows[1]["Hash"] = rows[2].GetString("PreviousHash")!;
        Assert.Equal(rows[1].RowKey, AuditTrail.FirstBreak(rows));
    }

    [Fact]
    public async Task Each_read_and_each_refusal_leaves_one_row_that_says_who_what_and_how_it_ended()
    {
        var person = TestPerson.New();
        Assert.True((await live.Hub.Client.SendAsync(Messages.Gp(person, 2), Cancellation)).IsAcknowledgement);
        var record = live.Hub.RecordOf(person).Value;
        var search = $"identifier=https://fhir.nhs.uk/Id/nhs-number|{person.Number}";
        (Func<Task<Reply>> Ask, string Action, string Outcome, string Record)[] cases =
        [
            (() => Get(TestSender.Clinician, $"records/{record}"), "read-record", "ok", record),
            (() => Get(TestSender.Clinician, $"fhir/Patient/{record}"), "read-resource", "ok", record),
            (() => Search(TestSender.Clinician), "search", "ok", record),
            // Whom the caller may not see is not named in what the caller's own auditors may see.
            (() => Search(new TestSender("X90009", "clinician")), "search", "ok", ""),
            (() => Get(new TestSender("X90009", "clinician"), $"records/{record}"), "refused", "INT404", ""),
            (() => Get(TestSender.Clinician, "nowhere"), "refused", "INT014", ""),
            (() => Get(TestSender.Clinician, "discharge-hubs"), "refused", "INT014", ""),
        ];
        foreach (var (ask, action, outcome, of) in cases)
        {
            var before = (await live.AuditAsync(Cancellation)).Count;
            await ask();
            var row = Assert.Single((await live.AuditAsync(Cancellation)).Skip(before));
            Assert.Equal((action, outcome, of), (row.GetString("Action"), row.GetString("Outcome"), row.GetString("Record")));
            Assert.Equal("clinician", row.GetString("Role"));
            Assert.DoesNotContain(person.Number, string.Join('|', row.Select(column => column.Value)), StringComparison.Ordinal);
        }

        Task<Reply> Get(TestSender caller, string path) => live.AskAsync(caller, HttpMethod.Get, path, Cancellation);

        Task<Reply> Search(TestSender caller) =>
            live.AskAsync(
                caller,
                HttpMethod.Post,
                "fhir/Patient/_search",
                Cancellation,
                System.Text.Encoding.ASCII.GetBytes(search),
                "application/x-www-form-urlencoded"
            );
    }

    private static List<TableEntity> Copy(IReadOnlyList<TableEntity> rows) => [.. rows.Select(row => new TableEntity(row))];
}
