using System.Runtime.Serialization;

namespace Azure.Data.Tables.Tests;

public enum Colour
{
    Red,
    Green,
}

/// <summary>A typed entity with every type that tables have.</summary>
public sealed class EveryType : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public string? Text { get; set; }
    public int Whole { get; set; }
    public int? MaybeWhole { get; set; }
    public long Large { get; set; }
    public double Real { get; set; }
    public bool Truth { get; set; }
    public DateTime Date { get; set; }
    public DateTimeOffset Moment { get; set; }
    public DateTimeOffset? MaybeMoment { get; set; }
    public Guid Unique { get; set; }
    public byte[]? Bytes { get; set; }
    public BinaryData? Data { get; set; }
    public Colour Colour { get; set; }
    public Colour? MaybeColour { get; set; }
    public TimeSpan Duration { get; set; }

    [DataMember(Name = "Renamed")]
    public string? Own { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }

    public static EveryType Sample(string partitionKey, string rowKey) =>
        new()
        {
            PartitionKey = partitionKey,
            RowKey = rowKey,
            Text = "O'Brien \"quoted\" \u2028 \U0001F600 é\r\n{}",
            Whole = -7,
            MaybeWhole = 8,
            Large = long.MaxValue,
            Real = 0.1,
            Truth = true,
            Date = new DateTime(2024, 2, 29, 12, 30, 15, 123, DateTimeKind.Utc).AddTicks(4567),
            Moment = new DateTimeOffset(2024, 2, 29, 13, 30, 15, TimeSpan.FromHours(1)),
            MaybeMoment = DateTimeOffset.UnixEpoch,
            Unique = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            Bytes = [0, 1, 254, 255],
            Data = new BinaryData(new byte[] { 9, 8 }),
            Colour = Colour.Green,
            MaybeColour = Colour.Red,
            Duration = TimeSpan.FromMinutes(90),
            Own = "own",
            Ignored = "not sent",
        };
}
