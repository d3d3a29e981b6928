using System.Text.Json;
using Azure.Messaging.ServiceBus;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Support;

/// <summary>Cases, their cards and their alerts, put where the hub keeps them, without the messages they would come from.</summary>
public sealed class StagedCases(TestHub hub, TimeProvider time)
{
    public const string Northfield = "hub-northfield";
    public const string Council = "C90001";

    /// <summary>Past every commit that the person's messages make, so that nothing is projected over what was put.</summary>
    private const int Through = 1_000_000;

    public DateTimeOffset Now => time.GetUtcNow();

    public static string CaseIdOf(RecordId record, string stay = "stay") =>
        $"{record}.{ResourceKey.Of(OdsCode.Parse("RX1"), "Encounter", stay)}";

    /// <summary>A person who is ready to leave, seen by hub and council.</summary>
    public DischargeCase Ready(TestPerson person, string stay = "stay", string ward = "Ward 7B") =>
        new(CaseIdOf(hub.RecordOf(person), stay))
        {
            State = CaseState.Ready,
            Since = Now.AddHours(-31),
            Trust = "RX1",
            Site = "RX101",
            Ward = ward,
            AdmittedAt = Now.AddDays(-6),
            ExpectedDischarge = DateOnly.FromDateTime(Now.AddDays(-1).UtcDateTime),
            Criteria = new CriteriaReview(false, Now.AddHours(-31), "not-met"),
            ReadyAt = Now.AddHours(-31),
            Hubs = [Northfield],
            HubRule = "northfield-ready-for-discharge",
            Council = Council,
            Place = "northfield",
            Practice = "X90001",
            LongStayRisk = true,
        };

    public static CardPerson PersonOf(TestPerson person, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new CardPerson(name ?? $"TESTPERSON-{person.Serial}, Zorabella", person.Number, "1941-03-07", IsWithheld: false);
    }

    public CardClock Clock(string kind, TimeSpan due, TimeSpan? warn = null, bool paused = false) =>
        new(kind, $"northfield-{kind}", Now + due, Now + due - (warn ?? TimeSpan.FromHours(1)), paused ? Now.AddHours(-1) : null);

    /// <summary>Stores the case and puts its card on the boards.</summary>
    public async Task PutAsync(
        DischargeCase of,
        CardPerson? person,
        CancellationToken cancellationToken,
        IReadOnlyList<CardClock>? clocks = null,
        params string[] boards
    )
    {
        ArgumentNullException.ThrowIfNull(of);
        Assert.True(HubResourceId.TryParse(of.Id, out var id));
        string[] on = boards.Length == 0 ? [Northfield, Council] : boards;
        var cases = hub.Services.GetRequiredService<CaseStore>();
        var before = await cases.ReadAsync(id.Record, cancellationToken);
        var others = before.Cases.Where(stored => stored.Case.Id != of.Id);
        Assert.True(await cases.WriteAsync(before, Through, [.. others, new StoredCase(of, on)], cancellationToken));
        foreach (var board in on)
            await PutCardAsync(board, BoardCard.Of(of, person, "harbour-hill", clocks ?? []), cancellationToken);
    }

    public Task PutCardAsync(string board, BoardCard card, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(card);
        return hub.Services.GetRequiredService<BoardStore>().PutAsync(board, card.Case, Through, card, cancellationToken);
    }

    /// <summary>Puts down what somebody said of a stay, for its history.</summary>
    public async Task SayAsync(
        DischargeCase of,
        DateTimeOffset knownAt,
        string teller,
        CancellationToken cancellationToken,
        params IReadOnlyList<StayFact> facts
    )
    {
        ArgumentNullException.ThrowIfNull(of);
        Assert.True(HubResourceId.TryParse(of.Id, out var id));
        var said = await StayRows.ReadAsync(hub.Truth.Tables, id.Record, 0, cancellationToken);
        var source = ResourceKey.Of(OdsCode.Parse(teller), "Task", $"said-{said.Count}");
        var commit = new StayCommit(
            said.Count + 1,
            knownAt,
            new StayStanding(of.Place, "usual-address", of.Practice, "1941-03-07", teller),
            [new StayStatement(id.Key.Value, source.Value, VersionOrder.Of("1", null, knownAt, knownAt).Text, teller, facts)]
        );
        foreach (var row in StayRows.Make(id.Record, commit))
            await hub.Truth.Tables.Of(id.Record).AddEntityAsync(row, cancellationToken);
    }

    /// <summary>Raises an alert on the hub's queue.</summary>
    /// <returns>As the case keeps it.</returns>
    public async Task<RaisedAlert> RaiseAsync(DischargeCase of, string kind, CancellationToken cancellationToken, string toHub = Northfield)
    {
        ArgumentNullException.ThrowIfNull(of);
        Assert.True(HubResourceId.TryParse(of.Id, out var id));
        var raised = new RaisedAlert($"{id.Record}.{Tail(of.Id, kind)}", kind, toHub, Now, null);
        var alert = new DischargeAlertEvent
        {
            Id = raised.Id,
            Time = Now,
            Data = new(kind, id.Record.Value, of.Place, of.HubRule, of.Trust ?? "RX1", null) { CaseId = of.Id },
        };
        await using var sender = hub.ServiceBus.CreateSender(hub.Directory.DischargeHubs[toHub].QueueName);
        var message = new ServiceBusMessage(JsonSerializer.SerializeToUtf8Bytes(alert, DischargeJson.Default.DischargeAlertEvent))
        {
            MessageId = raised.Id,
            SessionId = id.Record.Value,
            Subject = kind,
        };
        await sender.SendMessageAsync(message, cancellationToken);
        return raised;
    }

    private static string Tail(string caseId, string kind)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, caseId, kind);
        return Base32.Encode(hash[..10]);
    }
}
