using IntegrationHub.Cli.Demonstration;
using IntegrationHub.Cli.Send;

namespace IntegrationHub.Bench;

/// <summary>A kind of message to measure with: any number of different ones, each about another person.</summary>
/// <param name="Name">As the report prints it.</param>
/// <param name="AtMost">How many are sent at most at one concurrency: they are made before, and held in memory.</param>
internal sealed record MessageSet(string Name, int AtMost, Func<int, byte[]> Make)
{
    private static readonly DateTimeOffset SentAt = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);

    private int made;

    /// <summary>A practice's bundle: ten resources, 18 KB as practices' systems print it.</summary>
    public static MessageSet GpBundles() => new("GP bundle", 8_000, serial => GpBundle.Write(new Random(serial), Person(serial), SentAt));

    /// <summary>Synthea's whole-patient bundles where they lie beside the repository, else bundles of our own of that size.</summary>
    public static MessageSet WholePatients()
    {
        if (SyntheaCopies.TryFind() is { } synthea)
            return new MessageSet("whole patient (Synthea)", 320, synthea.Make);
        return new MessageSet(
            "whole patient (made up)",
            320,
            serial => GpBundle.Write(new Random(serial), Person(serial), SentAt, rounds: 20 + serial % 60)
        );
    }

    /// <summary>The next messages, none of which was ever given before.</summary>
    public IReadOnlyList<byte[]> Next(int count)
    {
        var messages = new byte[count][];
        for (var i = 0; i < count; i++)
            messages[i] = Make(made++);
        return messages;
    }

    private static SyntheticPerson Person(int serial) =>
        SyntheticPerson.Make(new Random(serial), serial, DemonstrationPlace.All[0], "X90001", new DateOnly(2026, 5, 4));
}
